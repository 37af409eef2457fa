/// Times as trainers write them into names. They are local times without a zone: good for order, not for the clock.
enum NameTime {
  /// Nanoseconds since 1970 in an Int64 end in the year 2262.
  private static let years: ClosedRange<Int64> = 1970...2261

  /// `YYYYmmddHHMMSS` with or without separators, as nanoseconds since 1970; nil when it is no date.
  static func nanoseconds(ofDigits text: ArraySlice<UInt8>) -> Int64? {
    let digits = text.filter(ImageFileName.isDigit).map { Int($0 - UInt8(ascii: "0")) }
    guard digits.count == 14 else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let date = CivilDate(number(0..<4), number(4..<6), number(6..<8))
    // Int64 ends in the year 2262.
    guard date.isReal, (1970..<2262).contains(date.year), number(8..<10) < 24 else { return nil }
    let seconds = number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
    return Int64(date.days * 86_400 + seconds) * 1_000_000_000
  }

  /// `YYYYmmdd` of our time.
  static func isDate(_ digits: some Collection<UInt8>) -> Bool {
    let digits = digits.map { Int($0) - 0x30 }
    guard digits.count == 8, digits.allSatisfy((0...9).contains) else { return false }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    return (1990..<2100).contains(number(0..<4)) && CivilDate(number(0..<4), number(4..<6), number(6..<8)).isReal
  }

  /// Milliseconds since 1970; nil when the number is no time of this century.
  static func nanoseconds(ofMilliseconds digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count == 13, let milliseconds = Int64(digits.text) else { return nil }
    let (nanoseconds, overflows) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    return overflows ? nil : nanoseconds
  }
}
