/// The `parameters` text of A1111, Forge and its kin, SD.Next, StabilityMatrix, Civitai, Fooocus' second scheme, and
/// of many nodes that save ComfyUI images for other people's tools.
enum A1111 {
  static func read(_ utf8: [UInt8], details: Bool = true) -> GenerationParameters {
    let text = InfoText(utf8)
    var reader = A1111Reader()
    for pair in text.pairs { reader.take(text.key(pair), text.value(pair).trimmed, details: details) }
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

  mutating func take(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, details: Bool) {
    guard !value.isEmpty else { return }
    if takeFigure(key, value) || takeName(key, value) || takeLoras(key, value) || takeSheet(key, value) { return }
    guard details else { return }
    parameters.further.append(.init(key.string, InfoQuote.unquoted(value)))
  }

  private mutating func takeFigure(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    if key.isText("steps") {
      Self.keepNumber(&parameters.steps, value)
    } else if key.isText("seed") {
      if parameters.seed == nil, value.isDigits { parameters.seed = value.string }
    } else if key.isText("cfg scale") || key.isText("guidance scale") {
      Self.keepNumber(&parameters.cfg, value)
    } else if key.isText("distilled cfg scale") || key.isText("guidance") {
      Self.keepNumber(&parameters.guidance, value)
    } else if key.isText("size") {
      if parameters.width == nil { parameters.setSize(Figure.size(value)) }
    } else if key.isText("width") {
      width = width ?? value.string
    } else if key.isText("height") {
      height = height ?? value.string
    } else {
      return false
    }
    return true
  }

  private static func keepNumber(_ field: inout String?, _ value: ArraySlice<UInt8>) {
    if field == nil, Figure.isNumber(value) { field = value.string }
  }

  private mutating func takeName(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    if key.isText("sampler") {
      sampler = sampler ?? InfoQuote.unquoted(value)
    } else if key.isText("schedule type") || key.isText("scheduler") {
      scheduler = scheduler ?? InfoQuote.unquoted(value)
    } else if key.isText("model") {
      parameters.model = parameters.model ?? FileReference.name(InfoQuote.unquoted(value))
    } else if key.isText("raw prompt") {
      rawPrompt = rawPrompt ?? InfoQuote.unquoted(value)
    } else if key.isText("raw negative prompt") {
      rawNegativePrompt = rawNegativePrompt ?? InfoQuote.unquoted(value)
    } else {
      return false
    }
    return true
  }

  /// `Lora hashes: "name: hash, …"` names what was loaded; Fooocus' `Lora weights` says how strongly.
  private mutating func takeLoras(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    if key.isText("lora networks") { return takeNetworks(value) }
    let areWeights = key.isText("lora weights")
    guard areWeights || key.isText("lora hashes") else { return false }
    let listed = Array(InfoQuote.unquoted(value).utf8).split(separator: UInt8(ascii: ",")).compactMap {
      Self.listedLora($0.trimmed, isWeight: areWeights)
    }
    listedLoras = areWeights || listedLoras.isEmpty ? listed : listedLoras
    return true
  }

  /// SD.Next's names without strengths.
  private mutating func takeNetworks(_ value: ArraySlice<UInt8>) -> Bool {
    guard listedLoras.isEmpty else { return true }
    let names = Array(InfoQuote.unquoted(value).utf8).split(separator: UInt8(ascii: ",")).map(\.trimmed)
    listedLoras = names.compactMap { name in
      name.contains(UInt8(ascii: ":")) ? nil : FileReference.name(name.string).map { .init($0) }
    }
    return true
  }

  private static func listedLora(_ entry: ArraySlice<UInt8>, isWeight: Bool) -> GenerationParameters.LoRA? {
    guard let colon = entry.lastIndex(of: UInt8(ascii: ":")), let name = FileReference.name(entry[..<colon].string)
    else { return nil }
    return .init(name, strength: isWeight ? Figure.number(entry[(colon + 1)...].string) : nil)
  }

  private mutating func takeSheet(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    if key.isText("script"), InfoQuote.unquoted(value).hasPrefix("X/Y") {
      parameters.isGridSheet = true
    } else if key.isText("x type") || key.isText("y type") || key.isText("z type") {
      parameters.sheetAxes.formUnion(GridSheet.dimensions(ofAxis: InfoQuote.unquoted(value)))
    }
    return false
  }

  mutating func takeExtras(_ lines: ArraySlice<UInt8>) {
    for line in lines.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex <= 64 else { continue }
      let name = line[..<colon].trimmed
      if !name.isEmpty { parameters.further.append(.init(name.string, line[(colon + 1)...].trimmed.string)) }
    }
  }

  consuming func parameters(prompt: String, negativePrompt: String?) -> GenerationParameters {
    parameters.setSampler(sampler, scheduler: scheduler)
    if parameters.width == nil { parameters.setSize(width: width, height: height) }
    parameters.prompt = rawPrompt ?? (prompt.isEmpty ? nil : prompt)
    parameters.negativePrompt = rawNegativePrompt ?? negativePrompt
    parameters.loras = LoRATags.read(prompt)
    for lora in listedLoras where !parameters.loras.contains(where: { $0.name == lora.name }) {
      parameters.loras.append(lora)
    }
    if !parameters.isGridSheet { parameters.sheetAxes = [] }
    return parameters
  }
}
