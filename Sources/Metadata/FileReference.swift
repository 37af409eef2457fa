/// Names of models and LoRAs as tools write them: with folders of either slash and with the file's extension.
enum FileReference {
  private static let extensions: [StaticString] = [
    ".safetensors", ".ckpt", ".pt", ".pth", ".gguf", ".sft", ".bin", ".onnx", ".diffusers",
  ]

  /// The name without extension, `/` between folders. Nil when nothing is named.
  static func name(_ text: String) -> String? { name(Array(text.utf8)[...]) }

  static func name(_ text: ArraySlice<UInt8>) -> String? {
    let file = withoutHash(text.trimmed)
    var name = file.dropLast(extensionLength(file))
    for index in name.indices where name[index] == UInt8(ascii: "\\") { name[index] = UInt8(ascii: "/") }
    return name.isEmpty || name.isText("none") ? nil : name.string
  }

  /// A1111 puts a hash behind a model's name: `model.safetensors [0a1b2c3d4e]`.
  private static func withoutHash(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard name.last == UInt8(ascii: "]"), let open = name.lastIndex(of: UInt8(ascii: "[")), open > name.startIndex,
      name[open - 1] == 0x20, name[(open + 1)...].dropLast().allSatisfy(isHexDigit)
    else { return name }
    return name[..<open].trimmed
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    TextBytes.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(TextBytes.lowercased(byte))
  }

  static func name(_ text: String?) -> String? { text.flatMap { name($0) } }

  /// The last part of the path: for tools that write where the file lay on the disk.
  static func lastPart(_ text: String?) -> String? {
    guard let name = name(text), let part = name.utf8.split(separator: UInt8(ascii: "/")).last else { return nil }
    return String(part)
  }

  private static func extensionLength(_ name: ArraySlice<UInt8>) -> Int {
    guard let dot = name.lastPlace(of: UInt8(ascii: ".")), name.endIndex - dot <= 12 else { return 0 }
    let suffix = name[dot...]
    return extensions.contains { suffix.isText($0) } ? suffix.count : 0
  }
}
