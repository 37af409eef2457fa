/// `<lora:name:0.8>` in a prompt, in all its spellings: `<lyco:…>`, no strength, two strengths, block weights.
enum LoRATags {
  static func read(_ prompt: String) -> [GenerationParameters.LoRA] { read(Array(prompt.utf8)[...]) }

  /// More than any prompt uses; keeps the search for a name's second mention from growing with a hostile text.
  private static let limit = 64

  static let kinds: [StaticString] = ["lora:", "lyco:"]

  /// With `isStrict` a tag is one only with nothing behind its name but one number.
  static func read(
    _ prompt: ArraySlice<UInt8>, kinds: [StaticString] = kinds, isStrict: Bool = false
  ) -> [GenerationParameters.LoRA] {
    var loras: [GenerationParameters.LoRA] = []
    var rest = prompt
    while loras.count < limit, let open = rest.firstPlace(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      guard let kind = kinds.first(where: { rest.hasPrefix($0) }) else { continue }
      guard let close = rest.firstPlace(of: UInt8(ascii: ">")) else { break }
      let tag = rest[..<close].dropFirst(kind.utf8CodeUnitCount)
      if let lora = lora(tag, isStrict), !loras.contains(where: { $0.name == lora.name }) { loras.append(lora) }
      rest = rest[(close + 1)...]
    }
    return loras
  }

  private static func lora(_ tag: ArraySlice<UInt8>, _ isStrict: Bool) -> GenerationParameters.LoRA? {
    let nameEnd = tag.firstPlace(of: UInt8(ascii: ":")) ?? tag.endIndex
    guard let name = FileReference.name(tag[..<nameEnd]) else { return nil }
    let rest = tag[nameEnd...].dropFirst()
    if isStrict, !rest.isEmpty, !Figure.isNumber(rest) { return nil }
    let strength = rest[..<(rest.firstPlace(of: UInt8(ascii: ":")) ?? rest.endIndex)].trimmed
    return .init(name, strength: Figure.isNumber(strength) ? strength.string : nil)
  }
}
