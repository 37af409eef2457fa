internal import JSON

/// Draw Things: JSON in the `exif:UserComment` of an XMP packet; its `dc:description` says the same in words.
enum DrawThings {
  private static let known: Set<String> = ["c", "uc", "model", "sampler", "seed", "scale", "steps", "size", "lora"]

  static func isMeant(by json: JSONValue) -> Bool {
    json["c"]?.string != nil && (json["uc"] != nil || json["scale"] != nil)
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    guard isMeant(by: json) else { return nil }
    var parameters = GenerationParameters(dialect: "Draw Things")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("scale")
    parameters.setSampler(json.text("sampler"), scheduler: nil)
    if let size = json.text("size") { parameters.setSize(Figure.size(Array(size.utf8)[...])) }
    parameters.model = FileReference.name(json.text("model"))
    parameters.prompt = json.prompt("c")
    parameters.negativePrompt = json.prompt("uc")
    parameters.loras = loras(json["lora"] ?? json["v2"]?["loras"])
    parameters.further = json.further(without: known)
    return parameters
  }

  private static func loras(_ value: JSONValue?) -> [GenerationParameters.LoRA] {
    (value?.array ?? []).compactMap { entry in
      FileReference.name(entry.text("model", "file")).map { .init($0, strength: entry.number("weight")) }
    }
  }

  /// The description: the prompt, a line that begins with `-` for the negative, and a parameter line.
  static func readDescription(_ text: String) -> GenerationParameters? {
    var parameters = A1111.read(Array(text.utf8))
    guard parameters.hasSettings else { return nil }
    parameters.dialect = "Draw Things"
    let lines = (parameters.prompt ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    if let index = lines.firstIndex(where: { $0.hasPrefix("-") }), parameters.negativePrompt == nil {
      parameters.prompt = lines[..<index].joined(separator: "\n")
      parameters.negativePrompt = lines[index...].joined(separator: "\n").dropFirst().description
    }
    return parameters
  }
}
