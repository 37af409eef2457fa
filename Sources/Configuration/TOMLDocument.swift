internal import CTOML

/// A place in a text, counted from 1.
package struct TextPosition: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// One value of a TOML document and where it stands.
struct TOMLValue {
  indirect enum Content {
    case table([TOMLEntry])
    case array([TOMLValue])
    case string(String)
    case integer(Int64)
    case float
    case boolean(Bool)
    case dateOrTime
  }

  var content: Content
  var position: TextPosition
}

struct TOMLEntry {
  var key: String
  var keyPosition: TextPosition
  var value: TOMLValue
}

struct TOMLSyntaxError: Error {
  var message: String
  var position: TextPosition
}

extension TOMLValue {
  /// The root table of a TOML text.
  static func parse(_ text: [UInt8]) throws(TOMLSyntaxError) -> [TOMLEntry] {
    let document = text.withUnsafeBytes { bytes in
      toml_document_parse(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let document else { throw TOMLSyntaxError(message: "out of memory", position: .init(line: 1, column: 1)) }
    defer { toml_document_free(document) }
    if let message = toml_document_error(document) {
      let position = TextPosition(
        line: Int(toml_document_error_line(document)), column: Int(toml_document_error_column(document)))
      throw TOMLSyntaxError(message: String(cString: message), position: position)
    }
    let nodes = UnsafeBufferPointer(start: toml_document_nodes(document), count: toml_document_node_count(document))
    var reader = NodeReader(nodes: nodes)
    guard case .table(let entries) = reader.next().content else { return [] }
    return entries
  }
}

/// Rebuilds the tree from the flat list, in which each node's children follow it.
private struct NodeReader {
  let nodes: UnsafeBufferPointer<toml_node>
  var index = 0

  mutating func next() -> TOMLValue {
    let node = nodes[index]
    index += 1
    return TOMLValue(
      content: content(of: node), position: TextPosition(line: Int(node.line), column: Int(node.column)))
  }

  private mutating func content(of node: toml_node) -> TOMLValue.Content {
    switch node.kind {
    case TOML_KIND_TABLE: .table((0..<node.child_count).map { _ in nextEntry() })
    case TOML_KIND_ARRAY: .array((0..<node.child_count).map { _ in next() })
    case TOML_KIND_STRING: .string(text(node.text, node.text_length))
    case TOML_KIND_INTEGER: .integer(node.integer)
    case TOML_KIND_BOOLEAN: .boolean(node.integer != 0)
    case TOML_KIND_FLOAT: .float
    default: .dateOrTime
    }
  }

  private mutating func nextEntry() -> TOMLEntry {
    let node = nodes[index]
    let position = TextPosition(line: Int(node.key_line), column: Int(node.key_column))
    return TOMLEntry(key: text(node.key, node.key_length), keyPosition: position, value: next())
  }

  private func text(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }
}

extension TOMLValue.Content {
  /// What it is, in words a person who edits the file knows.
  var typeName: String {
    switch self {
    case .table: "a table"
    case .array: "a list"
    case .string: "a string"
    case .integer: "a whole number"
    case .float: "a number with a fraction"
    case .boolean: "true or false"
    case .dateOrTime: "a date or time"
    }
  }
}
