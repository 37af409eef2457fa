import JSON
import Testing

struct ImageListTests {
  /// All pages, one after the other.
  private func paths(_ served: ServedFolder, _ query: String, pages: inout Int) throws -> [String] {
    var paths: [String] = []
    var cursor = ""
    repeat {
      let page = served.get("/api/training-runs/run/images?\(query)\(cursor)").json
      paths += (page["images"].array ?? []).map { $0["path"].text }
      cursor = page["next_cursor"] == .null ? "" : "&cursor=\(page["next_cursor"].text)"
      pages += 1
    } while !cursor.isEmpty && pages < 100
    return paths
  }

  @Test func theCursorLeadsToTheEnd() throws {
    let served = try ServedFolder()
    for index in 0..<25 { try served.add("run/cfg=\(index % 2)&n=\(index).png", seconds: 1_700_000_000 + index / 3) }
    served.scan()
    var pages = 0
    let all = try paths(served, "limit=7", pages: &pages)
    #expect(pages == 4)
    #expect(all.count == 25 && Set(all).count == 25)
    #expect(all.first == "run/cfg=0&n=24.png")
    pages = 0
    let filtered = try paths(served, "filter.cfg=1&limit=6", pages: &pages)
    #expect(pages == 2)
    #expect(filtered == all.filter { $0.contains("cfg=1") })
  }

  @Test func eachImageTellsItsValues() throws {
    let served = try ServedFolder(["run/cfg=3&seed=18446744073709551615.png"])
    let page = served.get("/api/training-runs/run/images").json
    #expect(page.keys == ["revision", "total", "images", "next_cursor"])
    #expect(page["total"].integer == 1)
    let image = page["images"][0]
    #expect(image.keys == ["path", "version", "modified_at", "dimensions", "sources", "problems"])
    #expect(image["dimensions"]["seed"].value == .string("18446744073709551615"))
    #expect(image["sources"]["cfg"].value == .string("filename"))
  }

  @Test(arguments: [
    ("limit=1001", "400 invalid_parameter"), ("limit=0", "400 invalid_parameter"),
    ("limit=-1", "400 invalid_parameter"),
    ("cursor=zz", "400 invalid_cursor"), ("cursor=1.abc", "400 invalid_cursor"),
    ("filter.nope=1", "400 unknown_dimension"),
    ("x=a", "400 unknown_parameter"), ("limit=1&limit=2", "400 repeated_parameter"),
  ])
  func aWrongQueryIsSaidToBe(_ query: String, _ error: String) throws {
    let served = try ServedFolder(["run/a=1.png"])
    #expect(served.get("/api/training-runs/run/images?\(query)").error == error)
  }

  @Test func aThousandAreGivenAtOnce() throws {
    let served = try ServedFolder(["run/a=1.png"])
    #expect(served.get("/api/training-runs/run/images?limit=1000").status == 200)
  }
}
