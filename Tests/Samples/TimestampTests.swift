import Foundation
import Samples
import Testing

@Suite struct TimestampTests {
  static let read: [(String, String?)] = [
    ("2025-01-02T03:04:05Z", "2025-01-02T03:04:05Z"), ("2025-01-02T03:04:05.120Z", "2025-01-02T03:04:05.120Z"),
    ("2025-01-02t03:04:05z", "2025-01-02T03:04:05Z"), ("2025-01-02 03:04:05", "2025-01-02T03:04:05Z"),
    ("2025-01-01T00:30:00.5+02:00", "2024-12-31T22:30:00.5Z"), ("2024-02-29T23:59:59-00:01", "2024-03-01T00:00:59Z"),
    ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"), ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("0000-01-01T00:00:00+00:01", nil), ("9999-12-31T23:59:59-00:01", nil), ("2025-02-29T00:00:00Z", nil),
    ("2025-13-01T00:00:00Z", nil), ("2025-00-01T00:00:00Z", nil), ("2025-01-00T00:00:00Z", nil),
    ("2025-01-01T24:00:00Z", nil), ("2025-01-01T00:60:00Z", nil), ("2025-01-01T00:00:00.Z", nil),
    ("2025-01-01T00:00:00+2:00", nil), ("2025-01-01T00:00:00Zx", nil), ("2025-1-1T00:00:00Z", nil),
    ("2025-01-01", nil), ("", nil), ("now", nil), ("1735689600", nil),
  ]

  @Test(arguments: read) func reading(_ text: String, _ expected: String?) {
    #expect(Timestamp(text)?.description == expected)
  }

  @Test func writingAgreesWithFoundation() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(state: seed)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for _ in 0..<2000 {
      // From year 1 to 9999; Foundation's calendar before 1582 is another one.
      let seconds = Int.random(in: -12_000_000_000...253_402_300_799, using: &generator)
      let milliseconds = Int.random(in: 0..<1000, using: &generator)
      let time = Timestamp(seconds: seconds, milliseconds: milliseconds)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let expected = date.formatted(style).replacing(".000Z", with: String(format: ".%03dZ", milliseconds))
      #expect(time.description == expected, "seed \(seed), \(seconds)")
      #expect(Timestamp(time.description) == time, "seed \(seed), \(seconds)")
    }
  }

  @Test func nowIsNow() throws {
    let before = Date()
    let now = try Date(Timestamp.now().description, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    #expect(now >= before.addingTimeInterval(-0.001) && now <= Date())
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_715_506_215_123_456_789, "2024-05-12T09:30:15.123Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
      (4_102_444_799_999_000_000, "2099-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func timesAreRFC3339(_ nanoseconds: Int64, _ text: String) {
    #expect(Timestamp(nanoseconds: nanoseconds).description == text)
  }
}
