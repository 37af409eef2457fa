import API
import Foundation
import HTTP
import PNG
import Testing
import Thumbnails

struct ThumbnailTests {
  private static func picture(width: Int, height: Int) -> [UInt8] {
    PNGEncoder().encode(
      width: width, height: height, pixels: (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 / 7) },
      texts: [])
  }

  private static func served(_ files: [String: [UInt8]] = ["run/a=1.png": picture(width: 300, height: 200)])
    throws -> ServedFolder
  {
    let served = try ServedFolder()
    for (path, content) in files { try served.add(path, content) }
    served.scan()
    return served
  }

  /// Width and height by the header of a lossy WebP.
  private static func size(of webp: [UInt8]) -> [Int] {
    guard webp.count > 30, webp.starts(with: "RIFF".utf8), webp[12..<16].elementsEqual("VP8 ".utf8) else { return [] }
    return [Int(webp[26]) | Int(webp[27]) << 8, Int(webp[28]) | Int(webp[29]) << 8]
  }

  @Test func aThumbnailIsAWebPOfTheSizeThatWasAskedFor() throws {
    let served = try Self.served()
    let answer = served.get("/thumbnails/run/a=1.png?size=128")
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "image/webp")
    #expect(Self.size(of: answer.bytes) == [128, 85])
    #expect(Self.size(of: served.get("/thumbnails/run/a=1.png?size=1024").bytes) == [300, 200])
  }

  @Test func theSecondAnswerComesFromTheCacheAndIsTheSame() throws {
    let served = try Self.served()
    let cold = served.get("/thumbnails/run/a=1.png?size=256")
    let warm = served.get("/thumbnails/run/a=1.png?size=256")
    #expect(served.services.thumbnails.counters.made == 1)
    #expect(served.services.thumbnails.counters.hits == 1)
    #expect(warm.status == 200)
    #expect(warm.length == Int64(cold.bytes.count))
    for name in ["ETag", "Content-Type", "Cache-Control"] { #expect(warm.header(name) == cold.header(name), "\(name)") }
  }

  @Test func theCurrentVersionIsKeptForAYear() throws {
    let served = try Self.served()
    let version = served.get("/api/images/run/a=1.png").json["version"].text
    for _ in ["cold", "warm"] {
      #expect(
        served.get("/thumbnails/run/a=1.png?size=128&v=\(version)").header("Cache-Control")
          == "public, max-age=31536000, immutable")
      #expect(served.get("/thumbnails/run/a=1.png?size=128&v=old").header("Cache-Control") == "no-cache")
      #expect(served.get("/thumbnails/run/a=1.png?size=128").header("ETag") == "\"\(version)-128\"")
    }
  }

  @Test(arguments: ["cold", "warm"]) func conditionsAndHEADHold(state: String) throws {
    let served = try Self.served()
    let target = "/thumbnails/run/a=1.png?size=128"
    let version = served.get("/api/images/run/a=1.png").json["version"].text
    let length = state == "warm" ? served.get(target).length : nil
    let head = served.ask("HEAD", target)
    #expect(head.status == 200)
    #expect(head.length ?? 0 > 20)
    #expect(length == nil || length == head.length)
    let unchanged = served.get(target, ["If-None-Match": "\"\(version)-128\""])
    #expect(unchanged.status == 304)
    #expect(served.get(target, ["If-None-Match": "\"\(version)-256\""]).status == 200)
  }

  @Test func anOverwrittenImageHasANewThumbnail() throws {
    let served = try Self.served()
    let before = served.get("/thumbnails/run/a=1.png?size=128")
    try served.add("run/a=1.png", Self.picture(width: 100, height: 50), seconds: 1_700_000_009)
    let after = served.get("/thumbnails/run/a=1.png?size=128")
    #expect(before.header("ETag") != after.header("ETag"))
    #expect(Self.size(of: after.bytes) == [100, 50])
  }

  @Test(arguments: ["", "?size=", "?size=100", "?size=0512x", "?size=-128", "?size=999999999999999999999"])
  func otherSizesAreRefusedWithTheKnownOnes(query: String) throws {
    let answer = try Self.served().get("/thumbnails/run/a=1.png\(query)")
    #expect(answer.error == "400 invalid_parameter")
    #expect(answer.message.contains("128, 256, 512, 1024"))
  }

  @Test func whatIsNoImageIsToldAsForTheImageItself() throws {
    let files = ["run/page.png": Array("<html>".utf8), "run/notes.txt": [], ".hidden/a.png": []]
    let served = try Self.served(files)
    let expected = [
      "run/page.png": "422 not_an_image", "run/notes.txt": "404 not_found", ".hidden/a.png": "404 not_found",
      "run/none.png": "404 not_found", "run": "404 not_found", "": "404 not_found",
      "run/%2e%2e/%2e%2e/x.png": "400 bad_path",
    ]
    for (path, error) in expected { #expect(served.get("/thumbnails/\(path)?size=128").error == error, "\(path)") }
  }

  @Test func aBrokenImageIsToldWithTheReasonAndReadOnce() throws {
    var damaged = Self.picture(width: 30, height: 20)
    damaged[50] ^= 0xFF
    let served = try Self.served([
      "cut.png": Array(Self.picture(width: 30, height: 20).dropLast(40)), "damaged.png": damaged,
    ])
    let cut = served.get("/thumbnails/cut.png?size=128")
    #expect(cut.error == "422 unreadable_image")
    #expect(cut.message.contains("ends too early"))
    for _ in 0..<3 {
      let answer = served.get("/thumbnails/damaged.png?size=128")
      #expect(answer.error == "422 unreadable_image")
      #expect(answer.message.contains("checksum of its IDAT chunk is wrong"))
    }
    #expect(served.services.thumbnails.counters.failed == 2)
  }

  @Test func aCacheThatCannotBeWrittenIsToldAndNotNeeded() throws {
    let served = try Self.served()
    #expect(served.get("/healthz").json["thumbnails"]["problem"] == .null)
    try Data().write(to: URL(filePath: served.cacheFolder))
    for _ in 0..<2 { #expect(served.get("/thumbnails/run/a=1.png?size=128").status == 200) }
    let problem = served.get("/healthz").json["thumbnails"]["problem"].text
    #expect(problem.contains("cache_dir"))
    #expect(!problem.contains(served.root.prefix(5)))
    try FileManager.default.removeItem(atPath: served.cacheFolder)
    #expect(served.get("/thumbnails/run/a=1.png?size=128").status == 200)
    #expect(served.get("/healthz").json["thumbnails"]["problem"] == .null)
  }

  @Test func theFiguresAreInTheMetrics() throws {
    let served = try Self.served()
    for _ in 0..<3 { _ = served.get("/thumbnails/run/a=1.png?size=128") }
    let text = served.get("/metrics").text
    #expect(text.contains("\ncheckpoint_sampler_thumbnail_hits_total 2\n"))
    #expect(text.contains("\ncheckpoint_sampler_thumbnail_made_total 1\n"))
    #expect(text.contains("\ncheckpoint_sampler_thumbnail_waiting 0\n"))
  }
}
