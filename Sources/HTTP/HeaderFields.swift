internal import Glibc

/// One header line.
package struct HeaderField: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whatever the case; most write it as we do, and short texts that are the same are compared at once.
  func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count && (self.name == name || ASCII.equalIgnoringCase(self.name, name))
  }
}

/// Header lines in the order they came, in one buffer: a browser sends about fifteen with every request, most handlers
/// look at two, so no line becomes a `String` before it is asked for.
package struct HeaderFields: Sendable, ExpressibleByDictionaryLiteral {
  private struct Line {
    var name: Range<Int>
    var value: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var lines: [Line] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name: name.utf8, value: value.utf8) }
  }

  package init(_ fields: [HeaderField]) {
    for field in fields { append(name: field.name.utf8, value: field.value.utf8) }
  }

  mutating func reserve(bytes byteCount: Int, lines lineCount: Int) {
    bytes.reserveCapacity(byteCount)
    lines.reserveCapacity(lineCount)
  }

  mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    let middle = bytes.count
    bytes.append(contentsOf: value)
    lines.append(Line(name: start..<middle, value: middle..<bytes.count))
  }

  /// The value of the first line of that name, whatever the case.
  package subscript(name: String) -> String? {
    for line in lines where isNamed(name, line) { return text(line.value) }
    return nil
  }

  /// The values of all lines of that name.
  package func all(_ name: String) -> [String] {
    lines.lazy.filter { isNamed(name, $0) }.map { text($0.value) }
  }

  /// All values of that name as one list (RFC 9110, 5.3).
  package func list(_ name: String) -> String? {
    var list: String?
    for line in lines where isNamed(name, line) { list = list.map { "\($0), \(text(line.value))" } ?? text(line.value) }
    return list
  }

  func count(_ name: String) -> Int { lines.count { isNamed(name, $0) } }

  func contains(_ name: String) -> Bool { lines.contains { isNamed(name, $0) } }

  /// Whether each name is one (RFC 9110, 5.1). Some would read `Content-Length : 5` as the length that it is not.
  var namesAreTokens: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      lines.allSatisfy { line in !line.name.isEmpty && bytes[line.name].allSatisfy(ASCII.isTokenByte) }
    }
  }

  /// Some would end a line there.
  var haveCarriageReturn: Bool {
    bytes.withUnsafeBytes { !$0.isEmpty && memchr($0.baseAddress!, 0x0D, $0.count) != nil }
  }

  /// The bytes of a head with these lines, each written as `Name: value`.
  var plainSize: Int { bytes.count + 4 * lines.count + 2 }

  private func isNamed(_ name: String, _ line: Line) -> Bool {
    guard line.name.count == name.utf8.count else { return false }
    var index = line.name.lowerBound
    for byte in name.utf8 {
      if !ASCII.equalIgnoringCase(bytes[index], byte) { return false }
      index += 1
    }
    return true
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
