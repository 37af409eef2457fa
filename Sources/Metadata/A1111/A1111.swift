/// The `parameters` text of A1111, Forge and its kin, SD.Next, StabilityMatrix, Civitai, Fooocus' second scheme, and
/// of many nodes that save ComfyUI images for other people's tools.
enum A1111 {
  static func read(_ utf8: [UInt8], details: Bool = true) -> GenerationParameters {
    let text = InfoText(utf8)
    var reader = A1111Reader()
    for pair in text.pairs where details || pair.kind != .other { reader.take(pair, of: text, details: details) }
    if details { reader.takeExtras(text.extraLines) }
    return reader.parameters(prompt: text.prompt, negativePrompt: text.negativePrompt)
  }
}

/// Gathers the pairs of one text. Of a key that stands twice the first counts: the program's own pairs come before
/// those of its extensions.
private struct A1111Reader {
  private var parameters = GenerationParameters(dialect: "A1111")
  private var sampler: String?
  private var scheduler: String?
  private var width: String?
  private var height: String?
  private var rawPrompt: String?
  private var rawNegativePrompt: String?
  private var listedLoras: [GenerationParameters.LoRA] = []
  private var additionalNetworks = AdditionalNetworks()
  private var numberedLoras = NumberedLoras()
  private var unet: String?
  private var resources: CivitaiResources?
  private var isStableDiffusionCpp = false

  mutating func take(_ pair: InfoPair, of text: InfoText, details: Bool) {
    let value = text.value(pair)
    guard !value.isEmpty else { return }
    switch pair.kind {
    case .steps: Self.keepNumber(&parameters.steps, value)
    case .seed: if parameters.seed == nil, value.isDigits { parameters.seed = value.string }
    case .cfg: Self.keepNumber(&parameters.cfg, value)
    case .guidance: Self.keepNumber(&parameters.guidance, value)
    case .size: if parameters.width == nil { parameters.setSize(Figure.size(value)) }
    case .width: width = width ?? value.string
    case .height: height = height ?? value.string
    case .sampler: sampler = sampler ?? InfoQuote.unquoted(value)
    case .scheduler: scheduler = scheduler ?? InfoQuote.unquoted(value)
    case .model: parameters.model = parameters.model ?? FileReference.name(InfoQuote.unquoted(value))
    case .rawPrompt: rawPrompt = rawPrompt ?? InfoQuote.unquoted(value)
    case .rawNegativePrompt: rawNegativePrompt = rawNegativePrompt ?? InfoQuote.unquoted(value)
    case .loraHashes: if listedLoras.isEmpty { listedLoras = Self.listedLoras(value, areWeights: false) }
    case .loraWeights: listedLoras = Self.listedLoras(value, areWeights: true)
    case .loraNetworks: if listedLoras.isEmpty { listedLoras = Self.networks(value) }
    default:
      takeWhatIsToldToo(pair, of: text)
      if details { keepFurther(pair, of: text) }
    }
  }

  /// Pairs that say something, and that the detail view shows as they are.
  private mutating func takeWhatIsToldToo(_ pair: InfoPair, of text: InfoText) {
    let value = text.value(pair)
    switch pair.kind {
    case .script: if InfoQuote.unquoted(value).hasPrefix("X/Y") { parameters.isGridSheet = true }
    case .sheetAxis: parameters.sheetAxes.formUnion(GridSheet.dimensions(ofAxis: InfoQuote.unquoted(value)))
    case .addNetEnabled: additionalNetworks.areEnabled = value.isText("true")
    case .addNetModel: additionalNetworks.setModel(value, at: text.key(pair))
    case .numberedLora: numberedLoras.setName(value, at: text.key(pair))
    case .numberedStrength: numberedLoras.setStrength(value, at: text.key(pair))
    case .addNetWeight: additionalNetworks.setWeight(value, at: text.key(pair))
    case .civitaiResources: resources = resources ?? CivitaiResources(value)
    case .unet: unet = unet ?? FileReference.name(value)
    case .version: isStableDiffusionCpp = value.hasPrefix("stable-diffusion.cpp")
    default: break
    }
  }

  private mutating func keepFurther(_ pair: InfoPair, of text: InfoText) {
    parameters.further.append(.init(text.key(pair).string, InfoQuote.unquoted(text.value(pair))))
  }

  private static func keepNumber(_ field: inout String?, _ value: ArraySlice<UInt8>) {
    if field == nil, Figure.isNumber(value) { field = value.string }
  }

  /// `Lora hashes: "name: hash, …"` names what was loaded; Fooocus' `Lora weights` says how strongly.
  private static func listedLoras(_ value: ArraySlice<UInt8>, areWeights: Bool) -> [GenerationParameters.LoRA] {
    entries(of: value).compactMap { entry in
      guard let colon = entry.lastIndex(of: UInt8(ascii: ":")), let name = FileReference.name(entry[..<colon]) else {
        return nil
      }
      return .init(name, strength: areWeights ? Figure.number(entry[(colon + 1)...].string) : nil)
    }
  }

  /// SD.Next's names without strengths.
  private static func networks(_ value: ArraySlice<UInt8>) -> [GenerationParameters.LoRA] {
    entries(of: value).compactMap { name in
      name.contains(UInt8(ascii: ":")) ? nil : FileReference.name(name).map { .init($0) }
    }
  }

  private static func entries(of list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    Array(InfoQuote.unquoted(list).utf8).split(separator: UInt8(ascii: ",")).map(\.trimmed)
  }

  mutating func takeExtras(_ lines: ArraySlice<UInt8>) {
    for line in lines.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 64 else { continue }
      let name = line[..<colon].trimmed
      if !name.isEmpty { parameters.further.append(.init(name.string, line[(colon + 1)...].trimmed.string)) }
    }
  }

  consuming func parameters(
    prompt: ArraySlice<UInt8>, negativePrompt: ArraySlice<UInt8>?
  ) -> GenerationParameters {
    setSampler()
    if parameters.width == nil { parameters.setSize(width: width, height: height) }
    parameters.model = parameters.model ?? unet ?? resources?.model
    parameters.prompt = rawPrompt ?? (prompt.isEmpty ? nil : prompt.string)
    parameters.negativePrompt = rawNegativePrompt ?? negativePrompt?.string
    parameters.loras = LoRATags.read(prompt)
    let others = listedLoras + additionalNetworks.loras + numberedLoras.all
    for lora in others where !parameters.loras.contains(where: { $0.name == lora.name }) {
      parameters.loras.append(lora)
    }
    // These are the names of Civitai's pages, the others those of files: a LoRA would be there twice.
    if parameters.loras.isEmpty { parameters.loras = resources?.loras ?? [] }
    if !parameters.isGridSheet { parameters.sheetAxes = [] }
    return parameters
  }

  /// stable-diffusion.cpp writes the schedule behind the sampler, whose own name is one word.
  private mutating func setSampler() {
    if isStableDiffusionCpp, scheduler == nil, let words = sampler?.split(separator: " "), words.count == 2 {
      parameters.sampler = String(words[0])
      parameters.scheduler = String(words[1])
    } else {
      parameters.setSampler(sampler, scheduler: scheduler)
    }
  }
}
