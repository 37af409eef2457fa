import Foundation
import HTTP
import JSON
import Testing

struct ImageFileTests {
  @Test func theCurrentVersionIsKeptForAYear() throws {
    let served = try ServedFolder(["run/a=1.png"])
    let version = served.get("/api/images/run/a=1.png").json["version"].text
    func caching(_ query: String) -> String? { served.get("/images/run/a=1.png\(query)").header("Cache-Control") }
    #expect(caching("?v=\(version)") == "public, max-age=31536000, immutable")
    #expect(caching("?v=old") == "no-cache")
    #expect(caching("") == "no-cache")
    #expect(served.get("/images/run/a=1.png").header("ETag") == "\"\(version)\"")
    #expect(served.get("/images/run/a=1.png").header("Content-Type") == "image/png")
  }

  @Test func sharedCachesDoNotKeepWhatNeedsAToken() throws {
    let served = try ServedFolder(["a=1.png"], isPrivate: true)
    let version = served.get("/api/images/a=1.png").json["version"].text
    #expect(
      served.get("/images/a=1.png?v=\(version)").header("Cache-Control") == "private, max-age=31536000, immutable")
  }

  @Test func anOverwrittenFileHasANewVersion() throws {
    let served = try ServedFolder(["run/a=1.png"])
    func versions() -> [String] {
      [
        served.get("/api/images/run/a=1.png").json["version"].text,
        served.get("/api/training-runs/run/grid?x=a").json["images"][0]["version"].text,
        served.get("/api/training-runs/run/images").json["images"][0]["version"].text,
      ]
    }
    let before = versions()
    try served.add("run/a=1.png", seconds: 1_700_000_001)
    served.scan()
    #expect(Set(before).count == 1)
    #expect(Set(versions()).count == 1)
    #expect(before != versions())
  }

  @Test func conditionsAndRangesHold() throws {
    let served = try ServedFolder(["a=1.png"])
    let whole = served.get("/images/a=1.png")
    let etag = try #require(whole.header("ETag"))
    let size = try #require(whole.length)
    let unchanged = served.get("/images/a=1.png", ["If-None-Match": etag])
    #expect(unchanged.status == 304)
    #expect(unchanged.length == size)
    let head = served.ask("HEAD", "/images/a=1.png")
    #expect(head.status == 200)
    #expect(head.length == size)
    let part = served.get("/images/a=1.png", ["Range": "bytes=1-3"])
    #expect(part.status == 206)
    #expect(part.length == 3)
    #expect(part.header("Content-Range") == "bytes 1-3/\(size)")
    #expect(served.get("/images/a=1.png", ["Range": "bytes=\(size)-"]).error == "416 range_not_satisfiable")
  }

  @Test func aNameThatIsNoUTF8IsShownEscapedAndServed() throws {
    let served = try ServedFolder()
    try served.add(Array("run/caf".utf8) + [0xE9] + Array("&cfg=3 100%.png".utf8))
    served.scan()
    let path = served.get("/api/training-runs/run/grid?x=cfg").json["images"][0]["path"].text
    #expect(path == "run/caf%E9&cfg=3 100%25.png")
    let encoded = path.utf8.map { byte in
      byte == UInt8(ascii: "/") ? "/" : "%" + String(byte, radix: 16).uppercased()
    }.joined()
    #expect(served.get("/images/\(encoded)").status == 200)
    #expect(served.get("/api/images/\(encoded)").json["path"].text == path)
    #expect(served.get("/images/run/caf%E9&cfg=3%20100%25.png").status == 200)
  }

  @Test func namesThatLookEncodedAreTakenAsTheyAre() throws {
    let served = try ServedFolder(["run/a=100%25 + #1?.png"])
    #expect(served.get("/images/run/a=100%2525%20+%20%231%3F.png").status == 200)
    #expect(served.get("/images/run%2Fa=100%2525%20+%20%231%3F.png").status == 200)
  }

  @Test func everythingKnownOfAnImageIsTold() throws {
    let served = try ServedFolder()
    let text =
      "a <b>cat</b>\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 18446744073709551615, Size: 2x3"
    try served.add("run-step00000100.safetensors/cfg=3.png", ServedFolder.picture([("parameters", text)]))
    served.scan()
    let image = served.get("/api/images/run-step00000100.safetensors/cfg=3.png").json
    #expect(
      image.keys == [
        "path", "version", "format", "width", "height", "size", "modified_at", "training_runs", "dimensions",
        "disagreements", "dialect", "parameters", "text", "contact_sheet", "problem",
      ])
    #expect(image["format"].text == "png")
    #expect([image["width"].integer, image["height"].integer] == [2, 3])
    #expect(image["training_runs"].texts == ["run"])
    #expect(
      image["text"].value == .array([.object([.init("keyword", .string("parameters")), .init("text", .string(text))])]))
    #expect(image["problem"] == .null)
    let values = Dictionary(
      uniqueKeysWithValues: (image["dimensions"].array ?? []).map {
        ($0["name"].text, [$0["value"].text, $0["source"].text])
      })
    #expect(values["cfg"] == ["3", "filename"])
    #expect(values["step"] == ["100", "folder"])
    #expect(values["seed"] == ["18446744073709551615", "metadata"])
    #expect(image["disagreements"].array?.count == 1)
    let parameters = (image["parameters"].array ?? []).map { [$0["name"].text, $0["value"].text] }
    #expect(parameters.contains(["prompt", "a <b>cat</b>"]))
  }

  @Test func onlyImagesBeneathTheRootAreServed() throws {
    let served = try ServedFolder(["run/a=1.png", ".hidden/b.png", "run/.c.png", "thumbnails/d.png"])
    try served.add("run/notes.txt")
    try served.add("run/page.png", Array("<html>".utf8))
    try served.add("run/empty.png", [])
    let files = FileManager.default
    let outside = served.root + "/../outside.png"
    try Data(ServedFolder.picture([])).write(to: URL(filePath: outside))
    try files.createSymbolicLink(atPath: served.root + "/run/out.png", withDestinationPath: outside)
    try files.createSymbolicLink(atPath: served.root + "/run/up.png", withDestinationPath: "../../outside.png")
    try files.createSymbolicLink(atPath: served.root + "/away", withDestinationPath: served.root + "/..")
    try files.createSymbolicLink(atPath: served.root + "/run/in.png", withDestinationPath: "a=1.png")
    try files.createSymbolicLink(
      atPath: served.root + "/run/in2.png", withDestinationPath: served.root + "/run/a=1.png")
    mkfifo(served.root + "/run/pipe.png", 0o644)
    let expected = [
      "run/a=1.png": "200 ", "run/in.png": "200 ", "run/in2.png": "200 ", "": "404 not_found", "run": "404 not_found",
      "run/none.png": "404 not_found", "run/a=1.png/": "404 not_found", ".hidden/b.png": "404 not_found",
      "run/.c.png": "404 not_found", "thumbnails/d.png": "404 not_found", "run/notes.txt": "404 not_found",
      "run/out.png": "404 not_found", "run/up.png": "404 not_found", "away/outside.png": "404 not_found",
      "run/page.png": "422 not_an_image", "run/empty.png": "422 not_an_image", "run/pipe.png": "422 not_an_image",
      "../outside.png": "400 bad_path", "run/../../outside.png": "400 bad_path",
      "run/%2e%2e/%2e%2e/outside.png": "400 bad_path", "..%2Foutside.png": "400 bad_path",
      "%2e%2e%2foutside.png": "400 bad_path", "run/a=1.png%00.png": "400 bad_path",
      "%252e%252e%252foutside%25ff.png": "404 not_found", "..%5Coutside.png": "404 not_found",
      served.root + "/run/a=1.png": "404 not_found", "%2F" + served.root.dropFirst() + "/run/a=1.png": "404 not_found",
      "run/\(String(repeating: "n", count: 300)).png": "404 not_found",
    ]
    for (path, answer) in expected {
      #expect(served.get("/images/\(path)").error == answer, "/images/\(path)")
      if answer.hasPrefix("40") { #expect(served.get("/api/images/\(path)").error == answer, "/api/images/\(path)") }
    }
  }

  @Test func aFileThatIsNoImageIsAProblemAndNotAnError() throws {
    let served = try ServedFolder()
    try served.add("run/page.png", Array("<html>".utf8))
    let image = served.get("/api/images/run/page.png").json
    #expect(image["format"] == .null)
    #expect(!image["problem"].text.isEmpty)
  }
}
