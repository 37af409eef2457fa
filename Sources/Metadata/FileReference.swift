/// Names of models and LoRAs as tools write them: with folders of either slash and with the file's extension.
enum FileReference {
  private static let extensions: [StaticString] = [
    ".safetensors", ".ckpt", ".pt", ".pth", ".gguf", ".sft", ".bin", ".onnx", ".diffusers",
  ]

  /// The name without extension, `/` between folders. Nil when nothing is named.
  static func name(_ text: String) -> String? {
    var bytes = Array(Array(text.utf8)[...].trimmed)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") { bytes[index] = UInt8(ascii: "/") }
    let end = bytes.count - extensionLength(bytes)
    let name = bytes[..<end]
    return name.isEmpty || name.isText("none") ? nil : name.string
  }

  static func name(_ text: String?) -> String? { text.flatMap { name($0) } }

  /// The last part of the path: for tools that write where the file lay on the disk.
  static func lastPart(_ text: String?) -> String? {
    guard let name = name(text), let part = name.utf8.split(separator: UInt8(ascii: "/")).last else { return nil }
    return String(part)
  }

  private static func extensionLength(_ bytes: [UInt8]) -> Int {
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), bytes.count - dot <= 12 else { return 0 }
    let suffix = bytes[dot...]
    return extensions.contains { suffix.isText($0) } ? suffix.count : 0
  }
}
