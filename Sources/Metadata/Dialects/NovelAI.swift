internal import JSON

/// NovelAI: `Comment` holds JSON, `Source` the model, `Description` the prompt, which the oldest JSON lacks.
enum NovelAI {
  private static let known: Set<String> = [
    "prompt", "uc", "steps", "sampler", "seed", "scale", "noise_schedule", "width", "height",
  ]

  static func read(_ chunks: TextChunks) -> GenerationParameters? {
    guard chunks.text("Software") == "NovelAI" else { return nil }
    let json = chunks.json("Comment") ?? .object([])
    var parameters = GenerationParameters(dialect: "NovelAI")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("scale")
    parameters.sampler = json.text("sampler")
    parameters.scheduler = json.text("noise_schedule")
    parameters.setSize(width: json.text("width"), height: json.text("height"))
    parameters.model = chunks.text("Source").flatMap { $0.isEmpty ? nil : $0 }
    parameters.prompt = captions(json["v4_prompt"]) ?? json.prompt("prompt") ?? chunks.text("Description")
    parameters.negativePrompt = captions(json["v4_negative_prompt"]) ?? json.prompt("uc")
    parameters.further = json.further(without: known)
    if let comment = chunks.first("Comment"), !comment.bytes.isEmpty, json.members?.isEmpty != false {
      parameters.problem = "NovelAI's Comment is not valid JSON"
    }
    return parameters
  }

  /// The words of the whole and those of each character, with `|` between them as the program's own prompt box has it.
  private static func captions(_ prompt: JSONValue?) -> String? {
    guard let caption = prompt?["caption"], let base = caption.prompt("base_caption") else { return nil }
    let characters = (caption["char_captions"]?.array ?? []).compactMap { $0.prompt("char_caption") }
    return ([base] + characters).filter { !$0.isEmpty }.joined(separator: " | ")
  }
}
