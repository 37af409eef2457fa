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

  /// To the millisecond.
  package init(nanoseconds: Int64) {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let isBefore = rest < 0
    self.init(
      seconds: Int(isBefore ? seconds - 1 : seconds),
      milliseconds: Int((isBefore ? rest + 1_000_000_000 : rest) / 1_000_000))
  }

  package static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
  }

  package var description: String {
    let days = (seconds < 0 ? seconds - 86_399 : seconds) / 86_400
    let clock = seconds - days * 86_400
    let day = CivilDate(days: days)
    let date = "\(String(day.year).leftPadded(4))-\(String(day.month).leftPadded(2))-\(String(day.day).leftPadded(2))"
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
      CivilDate(year, month, day).isReal, hour < 24, minute < 60, second <= 60
    else { return nil }
    seconds = CivilDate(year, month, day).days * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.fraction = fraction
    guard Self.years.contains(seconds) else { return nil }
  }

  /// Years 0000–9999: four digits are all that RFC 3339 has.
  private static let years = CivilDate(0, 1, 1).days * 86_400..<CivilDate(10_000, 1, 1).days * 86_400
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
  package func leftPadded(_ count: Int) -> String {
    String(repeating: "0", count: max(0, count - utf8.count)) + self
  }
}
