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
    parameters.prompt = json.prompt("prompt") ?? caption(json["v4_prompt"]) ?? chunks.text("Description")
    parameters.negativePrompt = json.prompt("uc") ?? caption(json["v4_negative_prompt"])
    parameters.further = json.further(without: known)
    if let comment = chunks.first("Comment"), !comment.bytes.isEmpty, json.members?.isEmpty != false {
      parameters.problem = "NovelAI's Comment is not valid JSON"
    }
    return parameters
  }

  private static func caption(_ prompt: JSONValue?) -> String? { prompt?["caption"]?.prompt("base_caption") }
}
