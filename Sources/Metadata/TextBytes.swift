internal import Glibc

/// Looking at UTF-8 text without making strings of it: a scan reads 100,000 texts.
enum TextBytes {
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

/// Some of the 128 bytes of ASCII, a bit for each.
struct ASCIISet {
  /// Of the first 64, and of the others.
  let low, high: UInt64

  /// Of a byte below 128.
  func contains(_ byte: UInt8) -> Bool { (byte & 64 == 0 ? low : high) &>> UInt64(byte & 63) & 1 == 1 }
}

extension ArraySlice<UInt8> {
  var trimmed: ArraySlice<UInt8> {
    var start = startIndex
    var end = endIndex
    while start < end, TextBytes.isSpace(self[start]) { start += 1 }
    while end > start, TextBytes.isSpace(self[end - 1]) { end -= 1 }
    return self[start..<end]
  }

  var string: String { String(decoding: self, as: UTF8.self) }

  func hasPrefix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for offset in 0..<length where self[startIndex + offset] != text.utf8Start[offset] { return false }
    return true
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && suffix(text.utf8CodeUnitCount).hasPrefix(text)
  }

  /// As `firstIndex(of:)`, by memchr(3): prompts are long, and a byte at a time took half of reading A1111's text.
  func firstPlace(of byte: UInt8) -> Int? {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
      return startIndex + start.distance(to: UnsafeRawPointer(found))
    }
  }

  /// As `lastIndex(of:)`, without the check of each place.
  func lastPlace(of byte: UInt8) -> Int? {
    withUnsafeBufferPointer { bytes in bytes.lastIndex(of: byte).map { startIndex + $0 } }
  }

  /// Whether these are the ASCII letters of `text`, in any case. `text` is in lower case.
  func isText(_ text: StaticString) -> Bool { isText(text, at: startIndex..<endIndex) }

  func isText(_ text: StaticString, at place: Range<Int>) -> Bool {
    guard place.count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<place.count
    where TextBytes.lowercased(self[place.lowerBound + offset]) != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Where `text` begins, from the front.
  func index(of text: StaticString, from start: Int? = nil) -> Int? {
    let length = text.utf8CodeUnitCount
    let head = text.utf8Start[0]
    var index = start ?? startIndex
    while index + length <= endIndex {
      if self[index] == head, self[index...].hasPrefix(text) { return index }
      index += 1
    }
    return nil
  }

  /// A whole number without sign.
  var isDigits: Bool { !isEmpty && allSatisfy(TextBytes.isDigit) }
}
