/// Names as text. A name that is UTF-8 is shown as it is; in one that is not, each byte that does not belong to a
/// valid sequence, and each `%`, is shown as `%XX`, so that the bytes can be found again.
package enum DisplayName {
  package static func text(of bytes: some Collection<UInt8>) -> String { text(of: Array(bytes)[...]) }

  /// Not generic: a scan asks for the text of every name (see `ImageFileName`).
  package static func text(of bytes: ArraySlice<UInt8>) -> String {
    if bytes.withUnsafeBufferPointer({ $0.isUTF8 }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes
    while let byte = rest.first {
      if let scalar = UTF8Sequence.scalar(at: rest.startIndex, of: rest), byte != UInt8(ascii: "%") {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        text += "%" + hex(byte)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// The bytes of a shown name that was not UTF-8; nil when `text` is no such name.
  package static func escapedBytes(of text: String) -> [UInt8]? {
    let bytes = PercentEncoding.decodedBytes(Array(text.utf8))
    return String(validating: bytes, as: UTF8.self) == nil ? bytes : nil
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
