import Testing

@testable import HTTP

@Suite struct ByteRangeTests {
  @Test(arguments: [
    ("bytes=0-0", ByteRange.part(offset: 0, length: 1)),
    ("bytes=0-9", .part(offset: 0, length: 10)),
    ("bytes=2-5", .part(offset: 2, length: 4)),
    ("Bytes = 2-5", .part(offset: 2, length: 4)),
    ("bytes=7-", .part(offset: 7, length: 3)),
    ("bytes=7-99", .part(offset: 7, length: 3)),
    ("bytes=7-99999999999999999999", .part(offset: 7, length: 3)),
    ("bytes=-3", .part(offset: 7, length: 3)),
    ("bytes=-99", .part(offset: 0, length: 10)),
    ("bytes=10-", .unsatisfiable),
    ("bytes=99999999999999999999-", .unsatisfiable),
    ("bytes=-0", .unsatisfiable),
    ("bytes=5-2", .whole),
    ("bytes=0-1,3-4", .whole),
    ("bytes=", .whole),
    ("bytes=-", .whole),
    ("bytes=a-b", .whole),
    ("bytes=--1", .whole),
    ("bytes=+1-2", .whole),
    ("items=0-1", .whole),
    ("bytes", .whole),
    ("", .whole),
  ])
  func ofTenBytes(_ header: String, _ range: ByteRange) { #expect(ByteRange.parse(header, size: 10) == range) }

  @Test(arguments: ["bytes=0-", "bytes=0-0", "bytes=-1"])
  func ofNothing(_ header: String) { #expect(ByteRange.parse(header, size: 0) == .unsatisfiable) }
}
