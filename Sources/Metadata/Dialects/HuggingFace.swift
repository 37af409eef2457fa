internal import JSON

/// The JSON that image Spaces on Hugging Face write as `parameters`, with the names of the diffusers library.
enum HuggingFace {
  private static let known: Set<String> = [
    "prompt", "negative_prompt", "resolution", "guidance_scale", "num_inference_steps", "seed", "sampler", "Model",
    "width", "height", "model",
  ]

  static func isMeant(by json: JSONValue) -> Bool {
    json["num_inference_steps"] != nil && json["use_stable_diffusion_model"] == nil
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    guard isMeant(by: json) else { return nil }
    var parameters = GenerationParameters(dialect: "Hugging Face")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("num_inference_steps")
    parameters.cfg = json.number("guidance_scale")
    parameters.setSampler(json.text("sampler"), scheduler: nil)
    if let size = json.text("resolution") { parameters.setSize(Figure.size(Array(size.utf8)[...])) }
    if parameters.width == nil { parameters.setSize(width: json.text("width"), height: json.text("height")) }
    parameters.model = FileReference.name(json.text("Model", "model") ?? json["Model"]?.text("Model"))
    parameters.prompt = json.prompt("prompt")
    parameters.negativePrompt = json.prompt("negative_prompt")
    parameters.further = json.further(without: known)
    return parameters
  }
}
