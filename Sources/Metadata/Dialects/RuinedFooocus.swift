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
    parameters.loras = loras(json["loras"])
    parameters.further = json.further(without: known)
    return parameters
  }

  /// A list, in the oldest version `Loras:<name:0.1>`.
  private static func loras(_ value: JSONValue?) -> [GenerationParameters.LoRA] {
    if let text = value?.string { return LoRATags.read(Array(text.utf8)[...], kinds: [""]) }
    return (value?.array ?? []).compactMap(lora)
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
