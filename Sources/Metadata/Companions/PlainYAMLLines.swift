/// The lines of a YAML text, those without content passed over.
struct PlainYAMLLines {
  struct Line {
    var indent: Int
    var text: ArraySlice<UInt8>

    var isItem: Bool { text.isItem }
  }

  private var lines: [ArraySlice<UInt8>] = []
  private var index = 0
  /// Behind the dash of an item there may be more to take apart.
  private var replacement: Line?

  init(_ utf8: [UInt8]) throws(PlainYAML.Unreadable) {
    lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      $0.last == 0x0D ? $0.dropLast() : $0
    }
    for (number, line) in lines.enumerated() {
      let lead = line.prefix { $0 == UInt8(ascii: " ") || $0 == 0x09 }
      if lead.contains(0x09) || line.hasPrefix("%") || line.hasPrefix("...") {
        throw PlainYAML.Unreadable(line: number)
      }
    }
    if let first = lines.first, first.trimmed.elementsEqual("---".utf8) { index = 1 }
    skipEmpty()
  }

  var number: Int { index + 1 }

  /// Nil at the end.
  var current: Line? {
    if let replacement { return replacement }
    guard index < lines.count else { return nil }
    return Line(indent: indent(of: lines[index]), text: lines[index].trimmed)
  }

  /// The line after the current one as it stands, comments and empty ones too: text goes on there.
  mutating func takeRaw() -> ArraySlice<UInt8>? {
    replacement = nil
    index += 1
    return index < lines.count ? lines[index] : nil
  }

  func peekRaw() -> ArraySlice<UInt8>? { index + 1 < lines.count ? lines[index + 1] : nil }

  mutating func advance() {
    replacement = nil
    index += 1
    skipEmpty()
  }

  mutating func replaceCurrent(indent: Int, _ text: ArraySlice<UInt8>) {
    replacement = Line(indent: indent, text: text)
  }

  mutating func skipBlock(deeperThan parent: Int) {
    while let next = peekRaw(), next.trimmed.isEmpty || indent(of: next) > parent { _ = takeRaw() }
    advance()
  }

  func indent(of line: ArraySlice<UInt8>) -> Int { line.prefix { $0 == UInt8(ascii: " ") }.count }

  private mutating func skipEmpty() {
    while index < lines.count, lines[index].trimmed.isEmpty || lines[index].trimmed.isComment { index += 1 }
  }
}

extension ArraySlice<UInt8> {
  var isItem: Bool { first == UInt8(ascii: "-") && (count == 1 || self[startIndex + 1] == UInt8(ascii: " ")) }

  var isComment: Bool { first == UInt8(ascii: "#") }

  /// Where the colon behind a plain key stands, when this begins a mapping.
  var keyEnd: Int? {
    guard let first, !"'\"[{|>&*!%@`?,]}#".utf8.contains(first) else { return nil }
    for index in indices where self[index] == UInt8(ascii: ":") {
      if index + 1 == endIndex || self[index + 1] == UInt8(ascii: " ") { return index }
    }
    return nil
  }
}
