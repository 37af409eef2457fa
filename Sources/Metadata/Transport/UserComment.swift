/// EXIF's UserComment: eight bytes name the character code. `UNICODE` means UTF-16, in an order the standard leaves
/// open: A1111 writes big-endian in any block, SwarmUI follows the block. So the text itself is asked.
enum UserComment {
  static func decoded(_ value: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    if value.hasPrefix("UNICODE\0") { return utf16(value.dropFirst(8), isBigEndian: isBigEndian) }
    if value.hasPrefix("ASCII\0\0\0") || value.hasPrefix("\0\0\0\0\0\0\0\0") { return plain(value.dropFirst(8)) }
    return plain(value)
  }

  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while text.last == 0 { text = text.dropLast() }
    return Array(text)
  }

  private static func utf16(_ text: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    if text.starts(with: [0xFE, 0xFF]) { return transcoded(text.dropFirst(2), isBigEndian: true) }
    if text.starts(with: [0xFF, 0xFE]) { return transcoded(text.dropFirst(2), isBigEndian: false) }
    let zeros = zeros(in: text.prefix(4096))
    // Some writers put UTF-8 behind the wrong name; UTF-16 of any Latin text is half zeros.
    if zeros.first + zeros.second == 0, String(validating: text, as: UTF8.self) != nil, text.count > 1 {
      return plain(text)
    }
    let sniffed = zeros.first == zeros.second ? isBigEndian : zeros.first > zeros.second
    return transcoded(text, isBigEndian: sniffed)
  }

  /// Latin letters have their zero byte first in big-endian text, second in little-endian.
  private static func zeros(in text: ArraySlice<UInt8>) -> (first: Int, second: Int) {
    var zeros = (first: 0, second: 0)
    for (offset, byte) in text.enumerated() where byte == 0 {
      if offset % 2 == 0 { zeros.first += 1 } else { zeros.second += 1 }
    }
    return zeros
  }

  private static func transcoded(_ text: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(text.count / 2)
    var index = text.startIndex
    while index + 1 < text.endIndex {
      let (a, b) = (UInt16(text[index]), UInt16(text[index + 1]))
      units.append(isBigEndian ? a << 8 | b : b << 8 | a)
      index += 2
    }
    while units.last == 0 { units.removeLast() }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
