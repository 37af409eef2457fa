/// Checks a text against RFC 8259 and writes its tape. Containers that are open stand in a list, not on the stack.
struct JSONScanner: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let options: JSONParser.Options
  private var position = 0
  private var entries: JSONTapeBuffer
  private var open: [Int] = []

  init(bytes: UnsafeBufferPointer<UInt8>, options: JSONParser.Options) {
    self.bytes = bytes
    self.options = options
    // Node graphs hold one value to six bytes; denser texts grow the list once.
    entries = JSONTapeBuffer(capacity: bytes.count / 6 + 1)
    open.reserveCapacity(16)
  }

  mutating func scan() throws(JSONError) -> [JSONTape.Entry] {
    skipSpace()
    try value()
    while let container = open.last {
      skipSpace()
      try element(of: container)
    }
    skipSpace()
    guard position == bytes.count else { throw error("text after the value") }
    return entries.all
  }

  private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

  @inline(__always) private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  @inline(__always) private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// One byte, which is what the text of nearly every number asks for.
  @inline(__always) private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
    position += count
    return true
  }

  /// The next element of the innermost open container, or its end.
  private mutating func element(of container: Int) throws(JSONError) {
    let isObject = entries[container].kind == .object
    let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if current == close { return closeContainer(container) }
    if entries.count > container + 1 {
      guard current == UInt8(ascii: ",") else {
        throw error("expected `,` or `\(Character(Unicode.Scalar(close)))`")
      }
      position += 1
      skipSpace()
    }
    if isObject { try key() }
    try value()
  }

  private mutating func closeContainer(_ container: Int) {
    position += 1
    entries[container].end = UInt32(position)
    entries[container].next = UInt32(entries.count)
    open.removeLast()
  }

  private mutating func key() throws(JSONError) {
    guard current == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
    try string()
    skipSpace()
    guard current == UInt8(ascii: ":") else { throw error("expected `:`") }
    position += 1
    skipSpace()
  }

  private mutating func value() throws(JSONError) {
    switch current {
    case nil: throw error("unexpected end")
    case UInt8(ascii: "{"): try openContainer(.object)
    case UInt8(ascii: "["): try openContainer(.array)
    case UInt8(ascii: "\""): try string()
    default: try literalOrNumber()
    }
  }

  private mutating func openContainer(_ kind: JSONTape.Kind) throws(JSONError) {
    guard open.count < options.maximumDepth else { throw error("nested deeper than \(options.maximumDepth)") }
    open.append(entries.count)
    append(kind, from: position)
    position += 1
  }

  @inline(__always) private mutating func append(_ kind: JSONTape.Kind, from start: Int, isEscaped: Bool = false) {
    let next = UInt32(entries.count + 1)
    entries.append(
      .init(start: UInt32(start), end: UInt32(position), next: next, kind: kind, isEscaped: isEscaped))
  }

  private mutating func literalOrNumber() throws(JSONError) {
    let start = position
    switch current {
    case UInt8(ascii: "t") where take("true"): append(.true, from: start)
    case UInt8(ascii: "f") where take("false"): append(.false, from: start)
    case UInt8(ascii: "n") where take("null"): append(.null, from: start)
    default:
      if options.nonFiniteIsNull, take("NaN") || take("Infinity") || take("-Infinity") {
        append(.null, from: start)
      } else {
        try number()
      }
    }
  }

  @inline(__always) private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let leadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else {
      position = start
      throw error("unexpected character")
    }
    guard whole == 1 || !leadingZero else { throw error("a number cannot start with 0") }
    if take(UInt8(ascii: ".")) {
      guard digits() > 0 else { throw error("expected a digit") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      guard digits() > 0 else { throw error("expected a digit") }
    }
    append(.number, from: start)
  }

  private mutating func string() throws(JSONError) {
    position += 1
    let start = position
    var isEscaped = false
    var isASCII = true
    while true {
      isASCII = skipPlain() && isASCII
      guard let byte = current else { throw error("unterminated string") }
      if byte == UInt8(ascii: "\"") {
        append(.string, from: start, isEscaped: isEscaped)
        if !isASCII { try checkUTF8(start..<position) }
        position += 1
        return
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try escape()
      } else {
        guard options.repairsStrings else { throw error("control character in a string") }
        position += 1
      }
    }
  }

  /// Goes on to the next quote, backslash or control character, eight bytes a step; false when it met more than ASCII.
  @inline(__always) private mutating func skipPlain() -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var seen: UInt64 = 0
    while position + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let stop = Self.stops(word)
      guard stop == 0 else {
        // The lowest mark is a true one; only what stands before it was passed.
        seen |= word & ((stop & (~stop &+ 1)) &- 1)
        position += stop.trailingZeroBitCount / 8
        return seen & 0x8080_8080_8080_8080 == 0
      }
      seen |= word
      position += 8
    }
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      seen |= UInt64(byte)
      position += 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }

  /// The high bit of each byte that ends a plain run; marks above the lowest one may be wrong (a borrow made them).
  @inline(__always) private static func stops(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let marks =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
    return marks & 0x8080_8080_8080_8080
  }

  private func checkUTF8(_ range: Range<Int>) throws(JSONError) {
    guard String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) != nil else {
      throw error("invalid UTF-8 in a string")
    }
  }

  private mutating func escape() throws(JSONError) {
    position += 1
    switch current {
    case UInt8(ascii: "u"): try unicodeEscape()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "n"), UInt8(ascii: "t"),
      UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      position += 1
    default: throw error("unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONError) {
    let first = try hexUnit()
    guard (0xD800..<0xE000).contains(first), !options.repairsStrings else { return }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw error("lone surrogate") }
    position += 1
    let second = try hexUnit()
    guard (0xDC00..<0xE000).contains(second) else { throw error("lone surrogate") }
  }

  /// The four digits after the `u` that stands here.
  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    position += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = JSONEscapes.hexValue(byte) else {
        throw error("expected four hex digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
