/// The LoRAs that the extension Additional Networks loaded, before A1111 did so by itself: `AddNet Model 1: name(hash)`,
/// `AddNet Weight A 1: 0.9`, in older versions `AddNet Weight 1`. Five at most.
struct AdditionalNetworks {
  var areEnabled = false
  private var networks: [UInt8: GenerationParameters.LoRA] = [:]

  var loras: [GenerationParameters.LoRA] {
    guard areEnabled, !networks.isEmpty else { return [] }
    return networks.sorted { $0.key < $1.key }.map(\.value).filter { !$0.name.isEmpty }
  }

  mutating func setModel(_ value: ArraySlice<UInt8>, at key: ArraySlice<UInt8>) {
    let name =
      value.last == UInt8(ascii: ")") ? value[..<(value.lastPlace(of: UInt8(ascii: "(")) ?? value.endIndex)] : value
    change(key) { $0.name = FileReference.name(name) ?? "" }
  }

  mutating func setWeight(_ value: ArraySlice<UInt8>, at key: ArraySlice<UInt8>) {
    if Figure.isNumber(value) { change(key) { $0.strength = value.string } }
  }

  /// Keys end in the network's number.
  private mutating func change(_ key: ArraySlice<UInt8>, _ body: (inout GenerationParameters.LoRA) -> Void) {
    guard let number = key.last, TextBytes.isDigit(number) else { return }
    body(&networks[number, default: .init("")])
  }
}
