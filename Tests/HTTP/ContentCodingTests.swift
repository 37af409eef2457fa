import Foundation
import Testing

@testable import HTTP

@Suite struct ContentCodingTests {
  @Test(arguments: [
    (nil, false),
    ("", false),
    ("gzip", true),
    ("gzip, deflate, br, zstd", true),
    ("br", false),
    ("GZIP", true),
    ("x-gzip", true),
    ("gzip;q=0", false),
    ("gzip; q=0.5", true),
    ("*", true),
    ("*;q=0", false),
    ("gzip;q=0, *", false),
    ("identity, gzip;q=0.5", false),
    ("identity;q=0.5, gzip", true),
    ("gzip;q=nonsense", false),
  ])
  func prefersGzip(_ header: String?, _ gzip: Bool) { #expect(ContentCoding.prefersGzip(header) == gzip) }

  @Test(arguments: [
    ("application/json", 1024, true), ("text/html; charset=utf-8", 5000, true), ("image/svg+xml", 5000, true),
    ("application/json", 1023, false), ("image/webp", 5000, false), (nil, 5000, false),
  ])
  func compressible(_ type: String?, _ size: Int, _ expected: Bool) {
    #expect(ContentCoding.isCompressible(type: type, size: size) == expected)
  }

  @Test(arguments: [0, 1, 1000, 1_000_000])
  func gzipIsWhatGunzipReads(_ size: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(try gunzip(ContentCoding.gzip(bytes[...])) == bytes)
  }
}

/// Another program's reading of what we wrote.
func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).gz")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["gzip", "-dc", file.path]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  defer { process.waitUntilExit() }
  return Array(try output.fileHandleForReading.readToEnd() ?? Data())
}
