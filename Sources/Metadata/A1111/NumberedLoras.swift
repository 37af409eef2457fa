/// The LoRAs that ComfyUI-SaveImageWithMetaData writes: `Lora_0 Model name: a.safetensors`, `Lora_0 Strength model: 0.8`.
struct NumberedLoras {
  private var byNumber: [Int: GenerationParameters.LoRA] = [:]

  var all: [GenerationParameters.LoRA] {
    byNumber.sorted { $0.key < $1.key }.map(\.value).filter { !$0.name.isEmpty }
  }

  mutating func setName(_ value: ArraySlice<UInt8>, at key: ArraySlice<UInt8>) {
    change(key) { $0.name = FileReference.name(InfoQuote.unquoted(value)) ?? "" }
  }

  mutating func setStrength(_ value: ArraySlice<UInt8>, at key: ArraySlice<UInt8>) {
    if Figure.isNumber(value) { change(key) { $0.strength = value.string } }
  }

  private mutating func change(_ key: ArraySlice<UInt8>, _ body: (inout GenerationParameters.LoRA) -> Void) {
    let number = key.dropFirst("lora_".utf8.count).prefix(while: TextBytes.isDigit)
    if let number = Int(number.string) { body(&byNumber[number, default: .init("")]) }
  }
}
