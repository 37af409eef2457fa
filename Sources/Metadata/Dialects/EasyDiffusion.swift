internal import JSON

/// EasyDiffusion: one text per field, in snake case or in words; in JPEG and WebP the same as one JSON object; beside the
/// image in words, a line each.
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
    read { keywords in keywords.lazy.compactMap { json[$0].flatMap(text) }.first }
  }

  /// A list as the other form has it.
  private static func text(of value: JSONValue) -> String? {
    value.scalarText ?? value.array.map { "[" + $0.compactMap(\.scalarText).joined(separator: ", ") + "]" }
  }

  /// The lines of a file beside the image. In its older form the prompt stands in front without a name.
  static func read(lines text: String) -> GenerationParameters? {
    var fields: [String: String] = [:]
    var current = "Prompt"
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      if parts.count == 2, fields[parts[0]] == nil, words.contains(parts[0]) {
        current = parts[0]
        fields[current] = parts[1]
      } else if prompts.contains(current) {
        fields[current] = fields[current].map { $0 + "\n" + line } ?? String(line)
      }
    }
    for name in prompts { fields[name] = fields[name].map { Array($0.utf8)[...].trimmed.string } }
    return read { keywords in keywords.lazy.compactMap { fields[$0] }.first }
  }

  private static let prompts = ["Prompt", "Negative Prompt"]
  /// Further ones end a prompt that goes over several lines.
  private static let words = Set(names.flatMap(\.keywords)).union([
    "Prompt Strength", "Use Face Correction", "Use Upscaling",
  ])

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

  private static func lora(_ name: String?, _ strength: String?) -> [GenerationParameters.LoRA] {
    guard let names = list(name), !names.isEmpty else { return [] }
    let strengths = list(strength) ?? []
    return names.enumerated().compactMap { index, name in
      FileReference.lastPart(name).map {
        .init($0, strength: strengths.count == names.count ? Figure.number(strengths[index]) : nil)
      }
    }
  }

  /// One value as it is, several as a Python list: `['a', 'b']`. Nil for a list with escapes, which would take a parser.
  private static func list(_ text: String?) -> [String]? {
    guard let text, !text.isEmpty, text != "None" else { return nil }
    guard text.hasPrefix("["), text.hasSuffix("]") else { return [text] }
    let items = text.dropFirst().dropLast()
    if items.contains("\\") || items.contains("\"") { return nil }
    return items.split(separator: ", ").map { item in
      item.hasPrefix("'") && item.hasSuffix("'") && item.count >= 2 ? String(item.dropFirst().dropLast()) : String(item)
    }
  }
}
