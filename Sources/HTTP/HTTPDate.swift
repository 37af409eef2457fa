internal import Glibc

/// Dates as headers carry them: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  package static func text(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0) }.joined(separator: ":")
    let month = months[Int(parts.tm_mon)]
    return "\(days[Int(parts.tm_wday)]), \(padded(parts.tm_mday)) \(month) \(1900 + parts.tm_year) \(time) GMT"
  }

  /// Nil for all else, also for the two obsolete forms: a condition that is not understood is ignored.
  static func seconds(_ text: String) -> Int? {
    let fields = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: String(fields[2])),
      let day = Int32(fields[1]), let year = Int32(fields[3]), let hour = Int32(fields[4]),
      let minute = Int32(fields[5]), let second = Int32(fields[6]), (1900...9999).contains(year)
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, Int32(month), day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
    return timegm(&parts)
  }

  private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
