internal import JSON

/// RuinedFooocus: JSON in `parameters` that names its program.
enum RuinedFooocus {
  private static let known: Set<String> = [
    "Prompt", "Negative", "steps", "cfg", "width", "height", "seed", "sampler_name", "scheduler", "base_model_name",
    "software",
  ]

  static func isMeant(by json: JSONValue) -> Bool {
    json["software"]?.string == "RuinedFooocus" || (json["base_model_name"] != nil && json["Prompt"] != nil)
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    guard isMeant(by: json) else { return nil }
    var parameters = GenerationParameters(dialect: "RuinedFooocus")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("cfg")
    parameters.sampler = json.text("sampler_name")
    parameters.scheduler = json.text("scheduler")
    parameters.setSize(width: json.text("width"), height: json.text("height"))
    parameters.model = FileReference.name(json.text("base_model_name"))
    parameters.prompt = json.prompt("Prompt")
    parameters.negativePrompt = json.prompt("Negative")
    parameters.loras = json["loras"]?.array?.compactMap(lora) ?? tags(json["loras"]?.string ?? "")
    parameters.further = json.further(without: known)
    return parameters
  }

  /// `Loras:<name:0.1>`, of the oldest version.
  private static func tags(_ text: String) -> [GenerationParameters.LoRA] {
    text.split(separator: "<").dropFirst().compactMap { tag in
      let parts = tag.prefix { $0 != ">" }.split(separator: ":", maxSplits: 1).map(String.init)
      guard tag.contains(">"), parts.count == 2, let weight = Figure.number(parts[1]) else { return nil }
      return FileReference.name(parts[0]).map { .init($0, strength: weight) }
    }
  }

  /// `{"name", "weight"}`, `[name, weight]`, or `[hash, "weight - name"]`, by version.
  private static func lora(_ entry: JSONValue) -> GenerationParameters.LoRA? {
    if entry.members != nil {
      return FileReference.name(entry.text("name")).map { .init($0, strength: entry.number("weight")) }
    }
    guard let fields = entry.array, fields.count == 2, let first = fields[0].string, let second = fields[1].scalarText
    else { return nil }
    if let weight = Figure.number(second) { return FileReference.name(first).map { .init($0, strength: weight) } }
    let parts = second.split(separator: " - ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let weight = Figure.number(parts[0]) else { return nil }
    return FileReference.name(parts[1]).map { .init($0, strength: weight) }
  }
}
