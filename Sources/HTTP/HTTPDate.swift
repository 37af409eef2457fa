internal import Glibc

/// Dates as headers carry them: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  private static let days: StaticString = "SunMonTueWedThuFriSat"
  private static let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

  /// Written byte by byte: every file that is served says one.
  package static func text(_ seconds: Int) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return String(unsafeUninitializedCapacity: 29) { bytes in
      _ = bytes.update(fromContentsOf: "ddd, 00 mmm 0000 00:00:00 GMT".utf8)
      put(name(parts.tm_wday, of: days), at: 0, in: bytes)
      put(name(parts.tm_mon, of: months), at: 8, in: bytes)
      let year = parts.tm_year + 1900
      let numbers = [(5, parts.tm_mday), (12, year / 100), (14, year % 100), (17, parts.tm_hour), (20, parts.tm_min)]
      for (place, number) in numbers + [(23, parts.tm_sec)] {
        bytes[place] = 0x30 + UInt8(number / 10)
        bytes[place + 1] = 0x30 + UInt8(number % 10)
      }
      return 29
    }
  }

  private static func name(_ index: Int32, of names: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: names.utf8Start + 3 * Int(index), count: 3)
  }

  private static func put(
    _ name: UnsafeBufferPointer<UInt8>, at place: Int, in bytes: UnsafeMutableBufferPointer<UInt8>
  ) {
    for (index, byte) in name.enumerated() { bytes[place + index] = byte }
  }

  /// Nil for all else, also for the two obsolete forms: a condition that is not understood is ignored.
  static func seconds(_ text: String) -> Int? {
    let fields = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard fields.count == 8, fields[7] == "GMT",
      let month = (0..<12).first(where: { name($0, of: months).elementsEqual(fields[2].utf8) }),
      let day = Int32(fields[1]), let year = Int32(fields[3]), let hour = Int32(fields[4]),
      let minute = Int32(fields[5]), let second = Int32(fields[6]), (1900...9999).contains(year)
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month, day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
    return timegm(&parts)
  }

  private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
