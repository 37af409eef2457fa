internal import JSON

/// InvokeAI in its three generations: `invokeai_metadata` (3 and later), `sd-metadata` (2), `Dream` (1).
enum InvokeAI {
  static func read(_ chunks: TextChunks) -> GenerationParameters? {
    chunks.json("invokeai_metadata").flatMap(current)
  }

  static func readOld(_ chunks: TextChunks) -> GenerationParameters? {
    chunks.json("sd-metadata").flatMap(second) ?? chunks.text("Dream").flatMap(InvokeDream.read)
  }

  private static let known: Set<String> = [
    "positive_prompt", "negative_prompt", "width", "height", "seed", "cfg_scale", "guidance", "steps", "scheduler",
  ]

  private static func current(_ json: JSONValue) -> GenerationParameters? {
    var parameters = GenerationParameters(dialect: "InvokeAI")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("cfg_scale")
    parameters.guidance = json.number("guidance")
    // What Invoke calls scheduler is the sampler of all others: `euler_a`.
    parameters.sampler = json.text("scheduler")
    parameters.setSize(width: json.text("width"), height: json.text("height"))
    parameters.model = FileReference.name(modelName(json["model"]) ?? json.text("model_name"))
    parameters.loras = (json["loras"]?.array ?? []).compactMap(lora)
    parameters.prompt = json.prompt("positive_prompt")
    parameters.negativePrompt = json.prompt("negative_prompt")
    parameters.further = json.further(without: known)
    return parameters.isEmpty ? nil : parameters
  }

  /// An object with `name` (4 and later) or `model_name` (3), or the name itself.
  private static func modelName(_ model: JSONValue?) -> String? {
    model?.string ?? model?.text("name", "model_name")
  }

  private static func lora(_ entry: JSONValue) -> GenerationParameters.LoRA? {
    let name = modelName(entry["model"]) ?? modelName(entry["lora"])
    return FileReference.name(name).map { .init($0, strength: entry.number("weight")) }
  }

  private static func second(_ json: JSONValue) -> GenerationParameters? {
    guard let image = json["image"], image.members != nil else { return nil }
    var parameters = GenerationParameters(dialect: "InvokeAI")
    parameters.seed = Figure.seed(image.text("seed"))
    parameters.steps = image.number("steps")
    parameters.cfg = image.number("cfg_scale")
    parameters.sampler = image.text("sampler")
    parameters.setSize(width: image.text("width"), height: image.text("height"))
    parameters.model = FileReference.name(json.text("model_weights"))
    let prompt = image["prompt"]
    if let text = prompt?.string ?? prompt?.array?.first?.prompt("prompt") {
      (parameters.prompt, parameters.negativePrompt) = InvokeDream.words(text)
    }
    return parameters.isEmpty ? nil : parameters
  }
}
