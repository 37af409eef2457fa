internal import JSON

/// SwarmUI: JSON with `sui_image_params`. Numbers may be strings, and lists comma-separated text.
enum SwarmUI {
  private static let known: Set<String> = [
    "prompt", "negativeprompt", "model", "seed", "steps", "cfgscale", "fluxguidancescale", "width", "height", "sampler",
    "scheduler", "loras", "loraweights",
  ]

  static func read(_ json: JSONValue) -> GenerationParameters? {
    guard let image = json["sui_image_params"], image.members != nil else { return nil }
    var parameters = GenerationParameters(dialect: "SwarmUI")
    parameters.seed = Figure.seed(image.text("seed"))
    parameters.steps = image.number("steps")
    parameters.cfg = image.number("cfgscale")
    parameters.guidance = image.number("fluxguidancescale")
    parameters.sampler = image.text("sampler")
    parameters.scheduler = image.text("scheduler")
    parameters.setSize(width: image.text("width"), height: image.text("height"))
    parameters.model = FileReference.lastPart(image.text("model"))
    parameters.prompt = image.prompt("prompt")
    parameters.negativePrompt = image.prompt("negativeprompt")
    parameters.loras = loras(image)
    parameters.further = image.further(without: known)
    return parameters
  }

  private static func loras(_ image: JSONValue) -> [GenerationParameters.LoRA] {
    let names = list(image["loras"])
    let weights = list(image["loraweights"])
    if names.isEmpty { return LoRATags.read(image.prompt("prompt") ?? "") }
    return names.enumerated().compactMap { index, name in
      FileReference.name(name).map { lora in
        .init(lora, strength: index < weights.count ? Figure.number(weights[index]) : nil)
      }
    }
  }

  private static func list(_ value: JSONValue?) -> [String] {
    if let elements = value?.array { return elements.map { $0.scalarText ?? "" } }
    guard let text = value?.scalarText, !text.isEmpty else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map { Array($0.utf8)[...].trimmed.string }
  }
}
