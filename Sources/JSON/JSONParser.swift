/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  package var reason: String
  package var offset: Int

  package var description: String { "\(reason) at byte \(offset)" }
}

/// A strict RFC 8259 reader over bytes.
///
/// Written by hand because no library here does all three of what the callers need: the digits of a number kept
/// (JSONSerialization makes a Double of 2^64−1), Python's bare `NaN` and `Infinity` read as null when asked, and a
/// depth limit that holds. It also spares the program Foundation, which costs 7 MB of the static binary.
package struct JSONParser {
  package struct Options: Sendable {
    /// Python's `json.dumps` writes bare `NaN`, `Infinity` and `-Infinity`; with this they are read as null.
    package var nonFiniteIsNull = false
    package var maximumDepth = 128

    package init(nonFiniteIsNull: Bool = false, maximumDepth: Int = 128) {
      self.nonFiniteIsNull = nonFiniteIsNull
      self.maximumDepth = maximumDepth
    }
  }

  package static func parse(_ bytes: [UInt8], options: Options = Options()) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, options: options)
    parser.skipSpace()
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.error("text after the value") }
    return value
  }

  package static func parse(_ text: String, options: Options = Options()) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), options: options)
  }

  private let bytes: [UInt8]
  private let options: Options
  private var position = 0

  private init(bytes: [UInt8], options: Options) {
    self.bytes = bytes
    self.options = options
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

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < options.maximumDepth else { throw error("nested deeper than \(options.maximumDepth)") }
    switch current {
    case nil: throw error("unexpected end")
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    default:
      if options.nonFiniteIsNull, take("NaN") || take("Infinity") || take("-Infinity") { return .null }
      return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    try elements(until: UInt8(ascii: "}")) { parser throws(JSONError) in
      guard parser.current == UInt8(ascii: "\"") else { throw parser.error("expected a key in quotes") }
      let key = try parser.string()
      parser.skipSpace()
      guard parser.take(":") else { throw parser.error("expected `:`") }
      parser.skipSpace()
      members.append(.init(key, try parser.value(depth: depth + 1)))
    }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    try elements(until: UInt8(ascii: "]")) { parser throws(JSONError) in
      values.append(try parser.value(depth: depth + 1))
    }
    return .array(values)
  }

  /// The comma-separated elements of what opens here.
  private mutating func elements(
    until close: UInt8, _ element: (inout JSONParser) throws(JSONError) -> Void
  ) throws(JSONError) {
    position += 1
    skipSpace()
    if current == close {
      position += 1
      return
    }
    while true {
      try element(&self)
      skipSpace()
      if current == close {
        position += 1
        return
      }
      guard take(",") else { throw error("expected `,` or `\(Character(Unicode.Scalar(close)))`") }
      skipSpace()
    }
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) -> JSONValue {
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
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    var start = position
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text.append(contentsOf: bytes[start..<position])
        guard let string = String(validating: text, as: UTF8.self) else { throw error("invalid UTF-8 in a string") }
        position += 1
        return string
      case UInt8(ascii: "\\"):
        text.append(contentsOf: bytes[start..<position])
        position += 1
        try escape(into: &text)
        start = position
      case 0..<0x20: throw error("control character in a string")
      default: position += 1
      }
    }
    throw error("unterminated string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    let byte = current
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte!)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try unicodeEscape())).utf8)
    default: throw error("unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\u") else { throw error("lone surrogate") }
    let second = try hexUnit()
    guard (0xDC00..<0xE000).contains(second) else { throw error("lone surrogate") }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!
  }

  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hex digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
