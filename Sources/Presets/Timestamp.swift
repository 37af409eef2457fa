import Glibc

/// A moment in RFC 3339, UTC. The digits of the fraction are kept as they were written.
package struct Timestamp: Equatable, Sendable, CustomStringConvertible {
  /// Since 1970-01-01T00:00:00Z.
  private var seconds: Int
  private var fraction: String

  package init(seconds: Int, milliseconds: Int) {
    self.seconds = seconds
    self.fraction = String(milliseconds).leftPadded(3)
  }

  package static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
  }

  package var description: String {
    let days = (seconds < 0 ? seconds - 86_399 : seconds) / 86_400
    let clock = seconds - days * 86_400
    let (year, month, day) = Self.civil(fromDays: days)
    let date = "\(String(year).leftPadded(4))-\(String(month).leftPadded(2))-\(String(day).leftPadded(2))"
    let time = [clock / 3600, clock / 60 % 60, clock % 60].map { String($0).leftPadded(2) }.joined(separator: ":")
    return "\(date)T\(time)\(fraction.isEmpty ? "" : "." + fraction)Z"
  }

  /// Reads RFC 3339, and what SQLite's `CURRENT_TIMESTAMP` writes: a space for the `T`, and no zone, meaning UTC.
  package init?(_ text: String) {
    var reader = DigitReader(Array(text.utf8))
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
      let second = reader.number(2), let fraction = reader.fraction(), let offset = reader.zone(),
      (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    seconds = Self.days(fromYear: year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.fraction = fraction
    guard Self.years.contains(seconds) else { return nil }
  }

  /// Years 0000–9999: four digits are all that RFC 3339 has.
  private static let years = days(fromYear: 0, 1, 1) * 86_400..<days(fromYear: 10_000, 1, 1) * 86_400

  private static func days(in month: Int, of year: Int) -> Int {
    days(fromYear: month == 12 ? year + 1 : year, month % 12 + 1, 1) - days(fromYear: year, month, 1)
  }

  /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, by years that begin in March, so that the
  /// leap day is the last. 719,468 is the day count of 0000-03-01; 146,097 days are 400 years.
  private static func days(fromYear year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = year - (month <= 2 ? 1 : 0) + 400
    let era = marchYear / 400
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return (era - 1) * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468 + 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = (marchMonth + 2) % 12 + 1
    let year = (shifted / 146_097 - 1) * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

/// Takes fixed numbers of digits from the front of a text.
private struct DigitReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = digits()
    return digits.count == count ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// The digits after a point; empty when there is no point, nil when nothing follows it.
  mutating func fraction() -> String? {
    guard take(".") else { return "" }
    let digits = digits()
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }

  /// The zone's offset in seconds, to the end of the text.
  mutating func zone() -> Int? {
    if rest.isEmpty { return 0 }
    if take("Z") || take("z") { return rest.isEmpty ? 0 : nil }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), rest.isEmpty, hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

extension String {
  /// With zeros in front, up to `count` characters.
  func leftPadded(_ count: Int) -> String {
    String(repeating: "0", count: max(0, count - utf8.count)) + self
  }
}
