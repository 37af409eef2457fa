internal import JSON

/// The texts of YAML: plain ones with the types that Python gives them, and quoted ones. A line break within a text is
/// a space, an empty line is a line break.
enum PlainYAMLText {
  static func plain(
    _ start: ArraySlice<UInt8>, _ lines: inout PlainYAMLLines, parentIndent: Int
  ) throws(PlainYAML.Unreadable) -> JSONValue {
    var text = Array(uncommented(start))
    var emptyLines = 0
    while let next = lines.peekRaw() {
      let content = next.trimmed
      if !content.isEmpty, lines.indent(of: next) <= parentIndent || content.isComment { break }
      _ = lines.takeRaw()
      if content.isEmpty {
        emptyLines += 1
        continue
      }
      // `key: value` inside a text is what a writer would have quoted.
      guard content.keyEnd == nil else { throw PlainYAML.Unreadable(line: lines.number) }
      appendBreak(emptyLines, to: &text)
      emptyLines = 0
      text += uncommented(content)
    }
    lines.advance()
    return typed(text[...])
  }

  static func quoted(
    _ start: ArraySlice<UInt8>, _ lines: inout PlainYAMLLines, parentIndent: Int
  ) throws(PlainYAML.Unreadable) -> String {
    let quote = start[start.startIndex]
    var text: [UInt8] = []
    var line = start.dropFirst()
    var emptyLines = 0
    while true {
      let piece = try PlainYAMLQuote.piece(line, quote, &text, lines.number)
      if let rest = piece.rest {
        guard rest.trimmed.isEmpty || rest.trimmed.isComment else { throw PlainYAML.Unreadable(line: lines.number) }
        lines.advance()
        return String(decoding: text, as: UTF8.self)
      }
      emptyLines = 0
      while let next = lines.peekRaw(), next.trimmed.isEmpty {
        _ = lines.takeRaw()
        emptyLines += 1
      }
      guard let next = lines.takeRaw(), lines.indent(of: next) > parentIndent else {
        throw PlainYAML.Unreadable(line: lines.number)
      }
      if !piece.isEscapedEnd || emptyLines > 0 { appendBreak(emptyLines, to: &text) }
      line = next.drop { $0 == UInt8(ascii: " ") || $0 == 0x09 }
    }
  }

  private static func appendBreak(_ emptyLines: Int, to text: inout [UInt8]) {
    text += emptyLines == 0 ? [UInt8(ascii: " ")] : [UInt8](repeating: 0x0A, count: emptyLines)
  }

  /// ` #` begins a comment in plain text.
  private static func uncommented(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.index(of: " #").map { text[..<$0].trimmed } ?? text.trimmed
  }

  /// As Python's YAML 1.1 reads it. What it may read as an odd number (`010`, `1_000`, `1:30`) is null here.
  private static func typed(_ text: ArraySlice<UInt8>) -> JSONValue {
    if text.isEmpty || text.elementsEqual("~".utf8) || text.isText("null") { return .null }
    if ["true", "yes", "on"].contains(where: { text.isText($0) }) { return .bool(true) }
    if ["false", "no", "off"].contains(where: { text.isText($0) }) { return .bool(false) }
    if isPlainNumber(text) { return .number(text.string) }
    let odd = text.allSatisfy { TextBytes.isDigit($0) || "_.:xXabcdefABCDEF+-".utf8.contains($0) }
    return odd && text.contains(where: TextBytes.isDigit) ? .null : .string(text.string)
  }

  private static func isPlainNumber(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    guard Figure.isNumber(text), let first = digits.first, TextBytes.isDigit(first) else { return false }
    let isWhole = digits.isDigits
    if isWhole { return digits.count == 1 || first != UInt8(ascii: "0") }
    // Without a point Python reads `1e-4` as text.
    return digits.contains(UInt8(ascii: "."))
  }
}

/// One line of a quoted text.
enum PlainYAMLQuote {
  struct Piece {
    /// What stands behind the closing quote; nil when the text goes on in the next line.
    var rest: ArraySlice<UInt8>?
    /// A backslash at the end of the line swallows the line break.
    var isEscapedEnd = false
  }

  static func piece(
    _ line: ArraySlice<UInt8>, _ quote: UInt8, _ text: inout [UInt8], _ number: Int
  ) throws(PlainYAML.Unreadable) -> Piece {
    var index = line.startIndex
    /// White space at the end of a line that goes on is no part of the text; escaped it is.
    var kept = text.count
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      if byte == quote {
        if quote == UInt8(ascii: "\"") || index == line.endIndex || line[index] != quote {
          return Piece(rest: line[index...])
        }
        text.append(byte)
        index += 1
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if index == line.endIndex { return Piece(isEscapedEnd: true) }
        guard let used = append(escape: line[index...], to: &text) else { throw PlainYAML.Unreadable(line: number) }
        index += used
      } else {
        text.append(byte)
        if byte == UInt8(ascii: " ") || byte == 0x09 { continue }
      }
      kept = text.count
    }
    text.removeSubrange(kept...)
    return Piece()
  }

  /// How many bytes behind the backslash belong to it; nil when it is no escape that Python writes.
  private static func append(escape: ArraySlice<UInt8>, to text: inout [UInt8]) -> Int? {
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\\"): 0x5C,
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "/"): 0x2F, UInt8(ascii: " "): 0x20, UInt8(ascii: "e"): 0x1B,
      UInt8(ascii: "0"): 0,
    ]
    let widths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
    guard let kind = escape.first else { return nil }
    if let byte = plain[kind] {
      text.append(byte)
      return 1
    }
    guard let width = widths[kind], escape.count > width,
      let code = UInt32(escape.dropFirst().prefix(width).string, radix: 16), let scalar = Unicode.Scalar(code)
    else { return nil }
    text += Array(String(Character(scalar)).utf8)
    return 1 + width
  }
}
