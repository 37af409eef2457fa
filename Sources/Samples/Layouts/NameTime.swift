/// Times as trainers write them into names. They are local times without a zone: good for order, not for the clock.
enum NameTime {
  /// `YYYYmmddHHMMSS` with or without separators, as nanoseconds since 1970; nil when it is no date.
  static func nanoseconds(ofDigits text: ArraySlice<UInt8>) -> Int64? {
    let digits = Array(text.filter(ImageFileName.isDigit))
    guard digits.count == 14 else { return nil }
    let (date, hour) = (date(digits), number(digits[8..<10]))
    // Int64 ends in the year 2262.
    guard date.isReal, (1970..<2262).contains(date.year), hour < 24 else { return nil }
    let seconds = hour * 3600 + number(digits[10..<12]) * 60 + number(digits[12..<14])
    return Int64(date.days * 86_400 + seconds) * 1_000_000_000
  }

  /// `YYYYmmdd` of our time.
  static func isDate(_ digits: some Collection<UInt8>) -> Bool {
    let digits = Array(digits)
    guard digits.count == 8, digits.allSatisfy(ImageFileName.isDigit) else { return false }
    let date = date(digits)
    return (1990..<2100).contains(date.year) && date.isReal
  }

  /// Of the first eight digits, whether there is such a day or not.
  private static func date(_ digits: [UInt8]) -> CivilDate {
    CivilDate(number(digits[0..<4]), number(digits[4..<6]), number(digits[6..<8]))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Milliseconds since 1970; nil when the number is no time of this century.
  static func nanoseconds(ofMilliseconds digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count == 13, let milliseconds = Int64(digits.text) else { return nil }
    let (nanoseconds, overflows) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    return overflows ? nil : nanoseconds
  }
}
