/// Which names are sample images and which are passed over. Slices and no generics: these run for every name of a scan,
/// and generic code is not specialised over the border of a module (measured: 29 % of the whole scan).
package enum ImageFileName {
  package static let extensions = ["png", "jpg", "jpeg", "webp"].map { Array($0.utf8) }
  private static let ignoredNames = ["thumbnails", "@eaDir"].map { Array($0.utf8) }

  /// Whether a file of this name is looked at: its content says later which format it really has.
  package static func isImage(_ name: ArraySlice<UInt8>) -> Bool {
    guard !isIgnored(name), let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let suffix = name[(dot + 1)...]
    return extensions.contains { known in
      suffix.count == known.count && zip(suffix, known).allSatisfy { $0 | 0x20 == $1 }
    }
  }

  /// Hidden files, the temporary and thumbnail folders of trainers and file servers.
  package static func isIgnored(_ name: ArraySlice<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".") || ignoredNames.contains { name.elementsEqual($0) }
  }

  /// The name without its extension.
  package static func stem(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    name.lastIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? name
  }

  /// A stem without ComfyUI's batch counter `_NNNNN_`, and the counter's digits if it has one.
  package static func withoutCounter(_ stem: ArraySlice<UInt8>) -> (
    rest: ArraySlice<UInt8>, counter: ArraySlice<UInt8>?
  ) {
    guard stem.last == UInt8(ascii: "_") else { return (stem, nil) }
    let body = stem.dropLast()
    let digits = body.reversed().prefix { isDigit($0) }.count
    let head = body.dropLast(digits)
    guard digits >= 5, head.last == UInt8(ascii: "_") else { return (stem, nil) }
    return (head.dropLast(), body.suffix(digits))
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
