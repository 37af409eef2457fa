/// `%XX` in names and in request targets.
package enum PercentEncoding {
  /// Every `%XX` as its byte; a `%` that is not followed by two hex digits stands for itself.
  package static func decodedBytes(_ text: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(text)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let byte = escaped(at: index, of: bytes[...]) {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  /// `%XX` sequences that are valid UTF-8 as their characters; all else stands for itself.
  package static func appendDecodedText(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "%"), let sequence = escapedScalar(at: index, of: bytes) else {
        text.append(bytes[index])
        index += 1
        continue
      }
      text.append(contentsOf: sequence)
      index += 3 * sequence.count
    }
  }

  private static func escapedScalar(at start: Int, of bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var sequence: [UInt8] = []
    var index = start
    while sequence.count < 4, let byte = escaped(at: index, of: bytes) {
      sequence.append(byte)
      if String(validating: sequence, as: UTF8.self) != nil { return sequence }
      index += 3
    }
    return nil
  }

  private static func escaped(at index: Int, of bytes: ArraySlice<UInt8>) -> UInt8? {
    guard index + 2 < bytes.endIndex, bytes[index] == UInt8(ascii: "%"),
      let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
    else { return nil }
    return high << 4 | low
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// One UTF-8 sequence among bytes that need not be UTF-8.
enum UTF8Sequence {
  static func scalar(at start: Int, of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    for width in 1...4 where start + width <= bytes.endIndex {
      if let text = String(validating: bytes[start..<start + width], as: UTF8.self) { return text.unicodeScalars.first }
    }
    return nil
  }
}
