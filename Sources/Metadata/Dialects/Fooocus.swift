internal import JSON

/// Fooocus' own scheme: JSON with a size written as a Python tuple and a seed written as text. Its other scheme is
/// A1111's grammar and is read there.
enum Fooocus {
  private static let known: Set<String> = [
    "base_model", "guidance_scale", "loras", "negative_prompt", "prompt", "resolution", "sampler", "scheduler", "seed",
    "steps", "full_prompt", "full_negative_prompt",
  ]

  static func isMeant(by json: JSONValue) -> Bool {
    json["metadata_scheme"] != nil || (json["base_model"] != nil && json["guidance_scale"] != nil)
      || (json["Base Model"] != nil && json["Guidance Scale"] != nil)
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    var parameters = GenerationParameters(dialect: "Fooocus")
    parameters.seed = Figure.seed(json.text("seed", "Seed"))
    parameters.steps = json.number("steps", "Steps")
    parameters.cfg = json.number("guidance_scale", "Guidance Scale")
    parameters.sampler = json.text("sampler", "Sampler")
    parameters.scheduler = json.text("scheduler", "Scheduler")
    if let size = json.text("resolution", "Resolution") { parameters.setSize(Figure.size(Array(size.utf8)[...])) }
    parameters.model = FileReference.name(json.text("base_model", "Base Model"))
    parameters.prompt = json.prompt("prompt", "Prompt")
    parameters.negativePrompt = json.prompt("negative_prompt", "Negative Prompt")
    parameters.loras = listed(json["loras"] ?? json["LoRAs"]) ?? combined(json)
    parameters.further = json.further(without: known)
    return parameters.isEmpty ? nil : parameters
  }

  /// `[[name, weight, hash]]`
  private static func listed(_ value: JSONValue?) -> [GenerationParameters.LoRA]? {
    guard let entries = value?.array, !entries.isEmpty else { return nil }
    return entries.compactMap { entry in
      guard let fields = entry.array, fields.count >= 2, let name = FileReference.name(fields[0].string) else {
        return nil
      }
      return .init(name, strength: fields[1].scalarText.flatMap(Figure.number))
    }
  }

  /// `lora_combined_1` or `LoRA 1`: `name : weight`, in later versions with `True : ` or `False : ` before it.
  private static func combined(_ json: JSONValue) -> [GenerationParameters.LoRA] {
    (json.members ?? []).compactMap { member in
      guard member.key.hasPrefix("lora_combined_") || member.key.hasPrefix("LoRA "), let text = member.value.string
      else { return nil }
      var parts = text.split(separator: " : ").map(String.init)
      if parts.count == 3 {
        guard parts[0] == "True" else { return nil }
        parts.removeFirst()
      }
      guard parts.count == 2, let name = FileReference.name(parts[0]) else { return nil }
      return .init(name, strength: Figure.number(parts[1]))
    }
  }
}
