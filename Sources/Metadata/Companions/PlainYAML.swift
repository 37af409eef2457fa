internal import JSON

/// The part of YAML that Python's `yaml.dump` writes for settings: nested mappings and lists in block style, plain and
/// quoted text over one or several lines. A flow list or a block text is passed over as null; an anchor, a tag, an
/// alias or anything else makes the whole text unreadable, because a wrong guess would be a wrong value.
struct PlainYAML {
  struct Unreadable: Error {
    var line: Int
  }

  private static let maximumSize = 1 << 20
  private static let maximumDepth = 32

  private var lines: PlainYAMLLines

  static func parse(_ utf8: [UInt8]) throws(Unreadable) -> JSONValue {
    guard utf8.count <= maximumSize, String(validating: utf8, as: UTF8.self) != nil else { throw Unreadable(line: 0) }
    var parser = PlainYAML(lines: try PlainYAMLLines(utf8))
    let value = try parser.node(indent: 0, depth: 0)
    guard parser.lines.current == nil else { throw parser.unreadable }
    return value
  }

  private var unreadable: Unreadable { Unreadable(line: lines.number) }

  /// What begins at the current line, whose indent it has; null when nothing is indented so far.
  private mutating func node(indent: Int, depth: Int) throws(Unreadable) -> JSONValue {
    guard let line = lines.current, line.indent >= indent else { return .null }
    guard depth < Self.maximumDepth else { throw unreadable }
    if line.isItem { return try list(indent: line.indent, depth: depth) }
    if line.text.keyEnd != nil { return try mapping(indent: line.indent, depth: depth) }
    return try scalar(line.text, parentIndent: indent - 1)
  }

  private mutating func list(indent: Int, depth: Int) throws(Unreadable) -> JSONValue {
    var items: [JSONValue] = []
    while let line = lines.current, line.indent == indent, line.isItem {
      let content = line.text.dropFirst().drop { $0 == UInt8(ascii: " ") }
      if content.isEmpty || content.isComment {
        lines.advance()
        items.append(try node(indent: indent + 1, depth: depth + 1))
      } else if content.isItem || content.keyEnd != nil {
        lines.replaceCurrent(indent: indent + line.text.count - content.count, content)
        items.append(try node(indent: indent + 1, depth: depth + 1))
      } else {
        items.append(try scalar(content, parentIndent: indent))
      }
    }
    if let line = lines.current, line.indent > indent { throw unreadable }
    return .array(items)
  }

  private mutating func mapping(indent: Int, depth: Int) throws(Unreadable) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    while let line = lines.current, line.indent == indent, !line.isItem {
      guard let colon = line.text.keyEnd else { throw unreadable }
      let name = line.text[..<colon].trimmed.string
      guard names.insert(name).inserted else { throw unreadable }
      let content = line.text[(colon + 1)...].trimmed
      members.append(.init(name, try value(content, indent: indent, depth: depth)))
    }
    if let line = lines.current, line.indent > indent { throw unreadable }
    return .object(members)
  }

  private mutating func value(
    _ content: ArraySlice<UInt8>, indent: Int, depth: Int
  ) throws(Unreadable) -> JSONValue {
    guard content.isEmpty || content.isComment else {
      // `key: a: b` is an error in YAML.
      guard content.keyEnd == nil else { throw unreadable }
      return try scalar(content, parentIndent: indent)
    }
    lines.advance()
    // A list may stand at its key's own indent.
    if let line = lines.current, line.indent == indent, line.isItem {
      return try list(indent: indent, depth: depth + 1)
    }
    return try node(indent: indent + 1, depth: depth + 1)
  }

  /// Text from the current line on; lines that are indented deeper than `parentIndent` belong to it.
  private mutating func scalar(_ text: ArraySlice<UInt8>, parentIndent: Int) throws(Unreadable) -> JSONValue {
    switch text.first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return .string(try PlainYAMLText.quoted(text, &lines, parentIndent: parentIndent))
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      lines.skipBlock(deeperThan: parentIndent)
      return .null
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      return try flow(text)
    case let first? where "&*!%@`?,]}#".utf8.contains(first): throw unreadable
    default: return try PlainYAMLText.plain(text, &lines, parentIndent: parentIndent)
    }
  }

  /// `[512, 768]` on one line: passed over, empty ones read.
  private mutating func flow(_ text: ArraySlice<UInt8>) throws(Unreadable) -> JSONValue {
    guard text.last == (text.first == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
      throw unreadable
    }
    lines.advance()
    if text.elementsEqual("[]".utf8) { return .array([]) }
    return text.elementsEqual("{}".utf8) ? .object([]) : .null
  }
}
