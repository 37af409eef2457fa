/// Takes a name apart from either end.
struct NameScanner {
  private(set) var rest: ArraySlice<UInt8>

  init(_ name: ArraySlice<UInt8>) { rest = name }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ literal: StaticString) -> Bool {
    guard rest.count >= literal.utf8CodeUnitCount, rest.starts(with: literal.bytes) else { return false }
    rest = rest.dropFirst(literal.utf8CodeUnitCount)
    return true
  }

  mutating func takeLast(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard rest.count >= count, rest.suffix(count).elementsEqual(literal.bytes) else { return false }
    rest = rest.dropLast(count)
    return true
  }

  /// The digits here, if there are at least so many.
  mutating func digits(atLeast minimum: Int = 1) -> ArraySlice<UInt8>? {
    let run = rest.prefix(while: ImageFileName.isDigit)
    guard run.count >= minimum else { return nil }
    rest = rest[run.endIndex...]
    return run
  }

  mutating func lastDigits(atLeast minimum: Int = 1) -> ArraySlice<UInt8>? {
    let count = rest.reversed().prefix(while: ImageFileName.isDigit).count
    guard count >= minimum else { return nil }
    let run = rest.suffix(count)
    rest = rest.dropLast(count)
    return run
  }

  mutating func takeRest() -> ArraySlice<UInt8> {
    defer { rest = [] }
    return rest
  }

  /// What stands between the last `separator` and the end; the separator goes too.
  mutating func lastPart(after separator: UInt8) -> ArraySlice<UInt8>? {
    guard let index = rest.lastIndex(of: separator) else { return nil }
    let part = rest[(index + 1)...]
    rest = rest[..<index]
    return part
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

extension ArraySlice<UInt8> {
  var areDigits: Bool { !isEmpty && allSatisfy(ImageFileName.isDigit) }

  var text: String { String(decoding: self, as: UTF8.self) }
}
