internal import JSON

/// What Civitai's own generator writes instead of `Model`: `[{"type":"checkpoint","modelName":…},{"type":"lora",…}]`.
struct CivitaiResources {
  private(set) var model: String?
  /// None when one of them is known by its number only.
  private(set) var loras: [GenerationParameters.LoRA] = []

  private static let loraTypes: Set<String> = ["lora", "lycoris", "locon", "dora"]

  init?(_ json: ArraySlice<UInt8>) {
    guard let entries = (try? JSONParser.parse(Array(json), options: MetadataJSON.options))?.array else { return nil }
    let checkpoints = entries.filter { Self.type(of: $0) == "checkpoint" }
    model = checkpoints.count == 1 ? checkpoints[0].text("modelName") : nil
    let named = entries.filter { Self.loraTypes.contains(Self.type(of: $0)) }
    let loras = named.compactMap { entry in
      entry.text("modelName").map { GenerationParameters.LoRA($0, strength: entry.number("weight")) }
    }
    self.loras = loras.count == named.count ? loras : []
  }

  /// Nodes that save ComfyUI's images have it in `"air":"urn:air:sdxl:lora:civitai:1@2"`.
  private static func type(of entry: JSONValue) -> String {
    if let type = entry["type"]?.string { return type.lowercased() }
    let air = (entry["air"]?.string ?? "").split(separator: ":")
    return air.count > 3 ? air[3].lowercased() : ""
  }
}
