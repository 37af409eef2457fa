/// A decimal number of any length, compared exactly: seeds reach 2^64−1 and a Double stops at 2^53.
///
/// Held as sign, decimal exponent and significant digits, so `3`, `3.0` and `30e-1` are equal.
package struct DecimalNumber: Equatable, Comparable, Sendable {
  private var isNegative: Bool
  /// The power of ten just above the first significant digit: 3 → 1, 30 → 2, 0.3 → 0.
  private var exponent: Int
  /// No leading and no trailing zeros; empty for zero.
  private var digits: ArraySlice<UInt8>

  /// Whether it was written without a fraction or exponent.
  package let isWhole: Bool

  /// Nil when `text` is no plain decimal number. `nan`, `inf`, hex and white space are text.
  package init?(_ text: some StringProtocol) { self.init(utf8: Array(text.utf8)) }

  package init?(utf8 text: [UInt8]) {
    guard let parts = Parts(text) else { return nil }
    isWhole = parts.fraction == nil && parts.exponent == nil
    var digits = parts.whole + (parts.fraction ?? [])
    exponent = parts.whole.count
    while digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits[...]
    exponent += parts.exponent ?? 0
    isNegative = parts.isNegative && !digits.isEmpty
    if digits.isEmpty { exponent = 0 }
  }

  package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmallerMagnitude(than: left) : left.isSmallerMagnitude(than: right)
  }

  package static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
    left.isNegative == right.isNegative && left.exponent == right.exponent && left.digits == right.digits
  }

  private func isSmallerMagnitude(than other: DecimalNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

/// `[+-] digits [. digits] [e [+-] digits]`, with digits on at least one side of the point.
private struct Parts {
  var isNegative = false
  var whole: [UInt8]
  var fraction: [UInt8]?
  var exponent: Int?

  init?(_ text: [UInt8]) {
    var rest = text[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    whole = Parts.digits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Parts.digits(&rest)
    }
    guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      guard let power = Parts.exponent(&rest) else { return nil }
      exponent = power
    }
    guard rest.isEmpty else { return nil }
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    rest = rest.dropFirst(run.count)
    return Array(run)
  }

  private static func exponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let run = digits(&rest)
    // Nine digits are more than any real value has and keep the sum of exponents far from overflow.
    guard !run.isEmpty, run.count <= 9 else { return nil }
    return Int(String(decoding: run, as: UTF8.self)).map { isNegative ? -$0 : $0 }
  }
}
