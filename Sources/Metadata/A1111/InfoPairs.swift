internal import JSON

/// `Key: value` of a parameter line, as places in the text.
struct InfoPair {
  var kind: InfoKey
  var key: Range<Int>
  /// Without space around it.
  var value: Range<Int>
}

/// The pairs of a parameter line: A1111's `re_param` as a byte scanner, with one mend: a value that begins with `{`
/// or `[` ends where its bracket closes, so that the unquoted JSON of the Civitai extension stays whole.
struct InfoPairs {
  private let text: ArraySlice<UInt8>
  private var position: Int
  /// Each bracket that never closes costs a look at the whole line.
  private var unclosedBrackets = 0

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// A line with more is no parameter line of any tool.
  private static let limit = 512

  static func all(in text: ArraySlice<UInt8>) -> [InfoPair] {
    var scanner = InfoPairs(text)
    var pairs: [InfoPair] = []
    pairs.reserveCapacity(24)
    while pairs.count < limit, let pair = scanner.next() { pairs.append(pair) }
    return pairs
  }

  private mutating func next() -> InfoPair? {
    while let key = nextKey() {
      guard position < text.endIndex, text[position] == UInt8(ascii: ":"), key.count >= 2 else { continue }
      position += 1
      return InfoPair(kind: InfoKey(text, key), key: key, value: value())
    }
    return nil
  }

  /// The next run of what may stand in a key; the position is then behind it.
  private mutating func nextKey() -> Range<Int>? {
    while position < text.endIndex, !Self.isWord(text[position]) { position += 1 }
    let start = position
    while position < text.endIndex, Self.isKey(text[position]) { position += 1 }
    return start < position ? start..<position : nil
  }

  private mutating func value() -> Range<Int> {
    while position < text.endIndex, TextBytes.isSpace(text[position]) { position += 1 }
    let start = position
    let end = enclosedEnd() ?? text[start...].firstPlace(of: UInt8(ascii: ",")) ?? text.endIndex
    position = min(end + 1, text.endIndex)
    var last = end
    while last > start, TextBytes.isSpace(text[last - 1]) { last -= 1 }
    return start..<last
  }

  /// The end of a value in quotes or brackets, when a comma or the line's end follows it.
  private mutating func enclosedEnd() -> Int? {
    guard position < text.endIndex else { return nil }
    let end: Int?
    switch text[position] {
    case UInt8(ascii: "\""): end = quoteEnd(from: position)
    case UInt8(ascii: "{"), UInt8(ascii: "["): end = bracketEnd()
    default: return nil
    }
    guard let end, end == text.endIndex || text[end] == UInt8(ascii: ",") else { return nil }
    return end
  }

  private func quoteEnd(from quote: Int) -> Int? {
    var index = quote + 1
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "\"") { return index + 1 }
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private mutating func bracketEnd() -> Int? {
    guard unclosedBrackets < 8 else { return nil }
    var depth = 0
    var index = position
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): index = (quoteEnd(from: index) ?? index + 1) - 1
      default: break
      }
      index += 1
      if depth == 0 { return index }
    }
    unclosedBrackets += 1
    return nil
  }

  /// Python's `\w`; bytes of other scripts count as letters.
  private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || wordBytes.contains(byte) }

  private static func isKey(_ byte: UInt8) -> Bool { byte >= 0x80 || keyBytes.contains(byte) }

  /// Digits, letters and `_`.
  private static let wordBytes = ASCIISet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
  /// These, and ` `, `-` and `/`.
  private static let keyBytes = ASCIISet(low: 0x03FF_A001_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)
}

/// Values in quotes are JSON strings; older versions escaped only the quote itself, which is JSON too.
enum InfoQuote {
  static func unquoted(_ value: ArraySlice<UInt8>) -> String {
    let value = value.trimmed
    guard value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") else {
      return value.string
    }
    let inner = value.dropFirst().dropLast()
    if !inner.contains(UInt8(ascii: "\\")) { return inner.string }
    return (try? JSONParser.parse(Array(value), options: MetadataJSON.options))?.string ?? value.string
  }
}
