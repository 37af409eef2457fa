/// Times as trainers write them into names. They are local times without a zone: good for order, not for the clock.
enum NameTime {
  /// `YYYYmmddHHMMSS` with or without separators, as nanoseconds since 1970; nil when it is no date.
  static func nanoseconds(ofDigits text: ArraySlice<UInt8>) -> Int64? {
    let digits = text.filter(ImageFileName.isDigit).map { Int64($0 - UInt8(ascii: "0")) }
    guard digits.count == 14 else { return nil }
    func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
    let month = number(4..<6)
    let day = number(6..<8)
    guard (1...12).contains(month), (1...31).contains(day), number(8..<10) < 24 else { return nil }
    let seconds = number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
    return (days(year: number(0..<4), month: month, day: day) * 86_400 + seconds) * 1_000_000_000
  }

  /// Milliseconds since 1970; nil when the number is no time of this century.
  static func nanoseconds(ofMilliseconds digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count == 13, let milliseconds = Int64(digits.text) else { return nil }
    return milliseconds * 1_000_000
  }

  /// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant's days_from_civil).
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
