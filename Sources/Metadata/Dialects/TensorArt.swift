internal import JSON

/// Tensor.Art: `generation_data`, and a ComfyUI graph beside it. The data's seed is what was asked for and may be -1;
/// the graph then holds the one that was used. The graph's own model names are codes, so names come from the data.
enum TensorArt {
  private static let known: Set<String> = [
    "prompt", "negativePrompt", "width", "height", "seed", "steps", "cfgScale", "samplerName", "ksamplerName",
    "schedule", "guidance",
  ]

  static func read(_ chunks: TextChunks, fileStem: String) -> GenerationParameters? {
    guard let json = chunks.json("generation_data") else { return nil }
    var parameters = GenerationParameters(dialect: "Tensor.Art")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("cfgScale")
    parameters.guidance = json.number("guidance")
    parameters.setSampler(json.text("ksamplerName", "samplerName"), scheduler: json.text("schedule"))
    parameters.setSize(width: json.text("width"), height: json.text("height"))
    parameters.model = FileReference.name(json["baseModel"]?.text("modelFileName"))
    parameters.loras = loras(json["models"])
    parameters.prompt = json.prompt("prompt")
    parameters.negativePrompt = json.prompt("negativePrompt")
    parameters.further = json.further(without: known)
    if let graph = chunks.first("prompt") { complete(&parameters, from: ComfyUI.read(graph.utf8, fileStem: fileStem)) }
    return parameters.isEmpty ? nil : parameters
  }

  private static func loras(_ models: JSONValue?) -> [GenerationParameters.LoRA] {
    (models?.array ?? []).compactMap { model in
      guard let type = model.text("type"), type.uppercased().hasPrefix("LORA") else { return nil }
      return FileReference.name(model.text("modelFileName")).map { .init($0, strength: model.number("weight")) }
    }
  }

  private static func complete(_ parameters: inout GenerationParameters, from graph: GenerationParameters?) {
    guard let graph else { return }
    parameters.seed = parameters.seed ?? graph.seed
    parameters.steps = parameters.steps ?? graph.steps
    parameters.cfg = parameters.cfg ?? graph.cfg
    if parameters.sampler == nil {
      parameters.sampler = graph.sampler
      parameters.scheduler = parameters.scheduler ?? graph.scheduler
    }
    if parameters.width == nil { parameters.setSize(width: graph.width, height: graph.height) }
  }
}
