internal import JSON

/// What Civitai's own generator writes instead of `Model`: `[{"type":"checkpoint","modelName":…},{"type":"lora",…}]`.
struct CivitaiResources {
  private(set) var model: String?
  /// None when one of them is known by its number only.
  private(set) var loras: [GenerationParameters.LoRA] = []

  private static let loraTypes: Set<String> = ["lora", "lycoris", "locon", "dora"]

  init?(_ json: ArraySlice<UInt8>) {
    guard let entries = (try? JSONParser.parse(Array(json), options: MetadataJSON.options))?.array else { return nil }
    let checkpoints = entries.filter { $0["type"]?.string == "checkpoint" }
    model = checkpoints.count == 1 ? checkpoints[0].text("modelName") : nil
    let named = entries.filter { Self.loraTypes.contains($0["type"]?.string ?? "") }
    let loras = named.compactMap { entry in
      entry.text("modelName").map { GenerationParameters.LoRA($0, strength: entry.number("weight")) }
    }
    self.loras = loras.count == named.count ? loras : []
  }
}
