/// What a route captured of a path, percent-decoded once. Bytes, because file names need not be UTF-8.
package struct Captures: Sendable {
  // A route captures one or two: making a dictionary costs more than the search.
  private(set) var parts: [(name: String, bytes: [UInt8])] = []

  package subscript(name: String) -> [UInt8]? { parts.first { $0.name == name }?.bytes }

  mutating func append(_ name: String, _ bytes: [UInt8]) { parts.append((name, bytes)) }
}
