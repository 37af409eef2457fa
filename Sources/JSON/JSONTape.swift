internal import Glibc

/// A JSON text checked and indexed, nothing copied: one entry per value, in the order of the text.
///
/// Reading a few fields of a text of some kilobytes costs one array; strings are made only for what is asked. Values
/// are named by their index; an object's children are its keys and values in turn. The text is scanned without
/// recursion, so depth costs no stack.
package struct JSONTape {
  package enum Kind: UInt8, Sendable {
    case null, `false`, `true`, number, string, array, object
  }

  struct Entry: Sendable {
    /// The bytes of the value, those of a string without its quotes.
    var start: UInt32
    var end: UInt32
    /// The entry after this value and all in it.
    var next: UInt32
    var kind: Kind
    var isEscaped = false
  }

  private let bytes: [UInt8]
  private let entries: [Entry]
  /// Told of every look at the bytes of a value, if anyone wants to know.
  package var looks: JSONTapeLooks?

  package init(_ bytes: [UInt8], options: JSONParser.Options = .init()) throws(JSONError) {
    guard bytes.count < Int(UInt32.max) else { throw JSONError(reason: "larger than 4 GB", offset: 0) }
    self.bytes = bytes
    entries = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var scanner = JSONScanner(bytes: buffer, options: options)
      return try scanner.scan()
    }
  }

  package static let root = 0

  /// All values of the text.
  package var count: Int { entries.count }

  package func kind(of value: Int) -> Kind { entries[value].kind }

  /// The value after this one and all in it.
  package func next(after value: Int) -> Int { Int(entries[value].next) }

  /// What lies directly in an array or object, keys included; nothing for other values.
  package func children(of value: Int) -> Children {
    switch entries[value].kind {
    case .array, .object: Children(entries: entries, index: value + 1, end: Int(entries[value].next))
    default: Children(entries: entries, index: 0, end: 0)
    }
  }

  package struct Children: Sequence, IteratorProtocol {
    fileprivate let entries: [Entry]
    fileprivate var index: Int
    fileprivate let end: Int

    package mutating func next() -> Int? {
      guard index < end else { return nil }
      defer { index = Int(entries[index].next) }
      return index
    }
  }

  /// What lies in an array of two.
  package func pair(_ value: Int) -> (first: Int, second: Int)? {
    let end = Int(entries[value].next)
    guard entries[value].kind == .array, value + 2 < end else { return nil }
    let second = Int(entries[value + 1].next)
    return second < end && Int(entries[second].next) == end ? (value + 1, second) : nil
  }

  /// The value of the first member of that name.
  package func member(_ name: StaticString, of value: Int) -> Int? {
    guard entries[value].kind == .object else { return nil }
    var key = value + 1
    let end = Int(entries[value].next)
    while key < end {
      if self.key(key, is: name) { return key + 1 }
      key = Int(entries[key + 1].next)
    }
    return nil
  }

  /// Whether the string has that text.
  package func key(_ value: Int, is text: StaticString) -> Bool {
    looks?.add(value)
    let entry = entries[value]
    if entry.isEscaped { return string(value) == text.description }
    let count = text.utf8CodeUnitCount
    guard Int(entry.end - entry.start) == count, entry.kind == .string else { return false }
    return bytes.withUnsafeBytes { memcmp($0.baseAddress! + Int(entry.start), text.utf8Start, count) == 0 }
  }

  /// Whether the string is written so that it begins with that text.
  package func key(_ value: Int, begins text: StaticString) -> Bool {
    looks?.add(value)
    let entry = entries[value]
    let count = text.utf8CodeUnitCount
    guard Int(entry.end - entry.start) >= count, entry.kind == .string else { return false }
    return bytes.withUnsafeBytes { memcmp($0.baseAddress! + Int(entry.start), text.utf8Start, count) == 0 }
  }

  /// The first byte and the length of what is written: enough to tell that most names are not the one looked for.
  package struct Shape: Sendable {
    package var first: UInt8 = 0
    package var count = 0
  }

  /// Nil for an escaped string, whose text has another length.
  package func shape(of value: Int) -> Shape? {
    looks?.add(value)
    let entry = entries[value]
    guard !entry.isEscaped else { return nil }
    guard entry.end > entry.start else { return Shape() }
    return Shape(first: bytes[Int(entry.start)], count: Int(entry.end - entry.start))
  }

  /// Equal for equal strings, and made of the first and the last eight bytes and the length, so that two names with
  /// equal marks are nearly always the same. Nil for an escaped string.
  package func mark(of value: Int) -> UInt64? {
    looks?.add(value)
    let entry = entries[value]
    guard !entry.isEscaped else { return nil }
    let (start, end) = (Int(entry.start), Int(entry.end))
    let length = end - start
    let (first, last) = bytes.withUnsafeBytes { buffer -> (UInt64, UInt64) in
      let count = min(8, length)
      return (Self.word(buffer[start..<(start + count)]), Self.word(buffer[(end - count)..<end]))
    }
    return (first &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F).byteSwapped &+ UInt64(length)
  }

  /// Up to eight bytes.
  @inline(__always) private static func word(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    guard bytes.count < 8 else { return bytes.base.loadUnaligned(fromByteOffset: bytes.startIndex, as: UInt64.self) }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Keys and values of an object in turn, until `body` says that it has seen enough. Unlike `children` this holds
  /// nothing, which counts where every node of a graph is asked many times.
  package func forEachMember(of value: Int, _ body: (_ key: Int, _ value: Int) -> Bool) {
    guard entries[value].kind == .object else { return }
    var key = value + 1
    let end = Int(entries[value].next)
    while key < end {
      if !body(key, key + 1) { return }
      key = Int(entries[key + 1].next)
    }
  }

  /// Whether two values are written with the same bytes.
  package func isSameText(_ left: Int, _ right: Int) -> Bool {
    looks?.add(left)
    looks?.add(right)
    let (a, b) = (entries[left], entries[right])
    let count = Int(a.end - a.start)
    guard Int(b.end - b.start) == count else { return false }
    return bytes.withUnsafeBytes {
      memcmp($0.baseAddress! + Int(a.start), $0.baseAddress! + Int(b.start), count) == 0
    }
  }

  /// The bytes of the value as they were written, those of a string without its quotes and still escaped.
  package func raw(_ value: Int) -> ArraySlice<UInt8> {
    looks?.add(value)
    return bytes[place(of: value)]
  }

  /// Where the value stands in the text, a string without its quotes.
  package func place(of value: Int) -> Range<Int> { Int(entries[value].start)..<Int(entries[value].end) }

  package func isEscaped(_ value: Int) -> Bool { entries[value].isEscaped }

  package func string(_ value: Int) -> String? {
    guard entries[value].kind == .string else { return nil }
    let raw = raw(value)
    return String(decoding: entries[value].isEscaped ? JSONEscapes.decoded(raw) : Array(raw), as: UTF8.self)
  }

  /// The text of a string or the digits of a number.
  package func scalarText(_ value: Int) -> String? {
    guard entries[value].kind == .number else { return string(value) }
    return String(decoding: raw(value), as: UTF8.self)
  }

  /// The value as a tree. Recursion is bounded by the depth the text was scanned with.
  package func value(_ index: Int = root) -> JSONValue {
    switch entries[index].kind {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return .number(String(decoding: raw(index), as: UTF8.self))
    case .string: return .string(string(index) ?? "")
    case .array: return .array(children(of: index).map { value($0) })
    case .object: return .object(members(of: index))
    }
  }

  private func members(of object: Int) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var children = children(of: object)
    while let key = children.next(), let value = children.next() {
      members.append(.init(string(key) ?? "", self.value(value)))
    }
    return members
  }
}
