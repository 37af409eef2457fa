internal import JSON

/// EasyDiffusion: one text per field, in snake case or in words; in JPEG and WebP the same as one JSON object.
enum EasyDiffusion {
  private static let names: [(field: String, keywords: [String])] = [
    ("prompt", ["prompt", "Prompt"]),
    ("negative", ["negative_prompt", "Negative Prompt"]),
    ("seed", ["seed", "Seed"]),
    ("model", ["use_stable_diffusion_model", "Stable Diffusion model"]),
    ("sampler", ["sampler_name", "Sampler"]),
    ("scheduler", ["scheduler_name", "Scheduler"]),
    ("steps", ["num_inference_steps", "Steps"]),
    ("cfg", ["guidance_scale", "Guidance Scale"]),
    ("width", ["width", "Width"]),
    ("height", ["height", "Height"]),
    ("lora", ["use_lora_model", "LoRA model"]),
    ("strength", ["lora_alpha", "LoRA Strength"]),
  ]

  static func read(_ chunks: TextChunks) -> GenerationParameters? { read { chunks.text(anyOf: $0) } }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    read { keywords in keywords.lazy.compactMap { json[$0]?.scalarText }.first }
  }

  private static func read(_ text: ([String]) -> String?) -> GenerationParameters? {
    var values: [String: String] = [:]
    for (field, keywords) in names { values[field] = text(keywords) }
    guard values["seed"] != nil, values["steps"] != nil, values["model"] != nil || values["cfg"] != nil else {
      return nil
    }
    var parameters = GenerationParameters(dialect: "EasyDiffusion")
    parameters.seed = Figure.seed(values["seed"])
    parameters.steps = values["steps"].flatMap(Figure.number)
    parameters.cfg = values["cfg"].flatMap(Figure.number)
    parameters.sampler = values["sampler"]
    parameters.scheduler = values["scheduler"]
    parameters.setSize(width: values["width"], height: values["height"])
    // The folder is the program's own: `models/base.safetensors`.
    parameters.model = FileReference.lastPart(values["model"])
    parameters.prompt = values["prompt"]
    parameters.negativePrompt = values["negative"]
    parameters.loras = lora(values["lora"], values["strength"])
    return parameters
  }

  /// Several LoRAs are written as a Python list, which is left alone.
  private static func lora(_ name: String?, _ strength: String?) -> [GenerationParameters.LoRA] {
    guard let name = FileReference.lastPart(name), !name.contains("[") else { return [] }
    return [.init(name, strength: strength.flatMap(Figure.number))]
  }
}
