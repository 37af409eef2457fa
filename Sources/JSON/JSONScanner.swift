/// Checks a text against RFC 8259 and writes its tape. Containers that are open stand in a list, not on the stack.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let options: JSONParser.Options
  private var position = 0
  private var entries: [JSONTape.Entry] = []
  private var open: [Int] = []

  init(bytes: UnsafeBufferPointer<UInt8>, options: JSONParser.Options) {
    self.bytes = bytes
    self.options = options
    // Node graphs hold one value to six bytes; denser texts grow the list once.
    entries.reserveCapacity(bytes.count / 6 + 1)
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
    return entries
  }

  private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
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

  private mutating func append(_ kind: JSONTape.Kind, from start: Int, isEscaped: Bool = false) {
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

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) {
    let start = position
    _ = take("-")
    let leadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else {
      position = start
      throw error("unexpected character")
    }
    guard whole == 1 || !leadingZero else { throw error("a number cannot start with 0") }
    if take(".") {
      guard digits() > 0 else { throw error("expected a digit") }
    }
    if take("e") || take("E") {
      if !take("-") { _ = take("+") }
      guard digits() > 0 else { throw error("expected a digit") }
    }
    append(.number, from: start)
  }

  private mutating func string() throws(JSONError) {
    position += 1
    let start = position
    var isEscaped = false
    var seen: UInt8 = 0
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        append(.string, from: start, isEscaped: isEscaped)
        if seen >= 0x80 { try checkUTF8(start..<position) }
        position += 1
        return
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try escape()
        continue
      }
      if byte < 0x20, !options.repairsStrings { throw error("control character in a string") }
      seen |= byte
      position += 1
    }
    throw error("unterminated string")
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
