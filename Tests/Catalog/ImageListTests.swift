import Samples
import Testing

@testable import Catalog

struct ImageListTests {
  private let images = (0..<250).map {
    TestImage("n=\($0 % 7)&_\(10_000 + $0 / 7)_.png", modified: Int64($0 * 31 % 50))
  }

  @Test(arguments: [1, 7, 100, 250, 1_000]) func pagesJoinToTheWhole(limit: Int) throws {
    let run = try LiveCatalog(.folder("f", images), .folder("g", images)).run()
    let whole = try run.images([], limit: 1_000)
    #expect(whole.next == nil)
    #expect(whole.total == 500)
    var paths: [RelativePath] = []
    var cursor: String?
    repeat {
      let page = try run.images([], limit: limit, cursor: cursor)
      #expect(page.total == 500)
      paths += page.images.map(\.path)
      cursor = page.next
    } while cursor != nil
    #expect(paths == whole.images.map(\.path))
    #expect(Set(paths).count == 500)
  }

  @Test func theNextPageIsNotShiftedByChangesElsewhere() throws {
    let catalog = LiveCatalog(.folder("f", (0..<10).map { TestImage("\($0).png", modified: Int64($0)) }))
    let first = try catalog.run().images([], limit: 3)
    #expect(first.images.map(\.path.description) == ["f/9.png", "f/8.png", "f/7.png"])
    catalog.apply([.files("f", [TestImage("new.png", modified: 99)], removed: ["7.png", "8.png"])])
    let second = try catalog.run().images([], limit: 3, cursor: first.next)
    #expect(second.images.map(\.path.description) == ["f/6.png", "f/5.png", "f/4.png"])
  }

  @Test func theImagesOfACellCarryTheirValues() throws {
    let run = try LiveCatalog(.folder("f", images, constants: [DimensionValue("step", "5", .folder)])).run()
    let page = try run.images([DimensionFilter("n", ["3"]), DimensionFilter("step", ["5"])], limit: 5)
    #expect(page.total == 36)
    let top = try run.grid(GridRequest(x: "n", filters: [DimensionFilter("n", ["3"])])).images
    #expect(page.images.first?.path == top.first?.image.path)
    #expect(page.images.first?.version == top.first?.image.version)
    #expect(
      page.images.first?.dimensions == [DimensionValue("step", "5", .folder), DimensionValue("n", "3", .filename)])
  }

  @Test(arguments: ["", "x", ".", "1.zz", "1.6", "1.6.6", "é.00"]) func aForeignCursorIsRefused(cursor: String) throws {
    let run = try LiveCatalog(.folder("f", images)).run()
    #expect(throws: CatalogError.invalidCursor) { try run.images([], limit: 5, cursor: cursor) }
  }

  @Test func anUnknownDimensionIsNamed() throws {
    let run = try LiveCatalog(.folder("f", images)).run()
    #expect(throws: CatalogError.unknownDimension("x")) { try run.images([DimensionFilter("x", ["1"])], limit: 5) }
  }

  @Test func oneImageIsFoundByItsPath() throws {
    let catalog = LiveCatalog(.folder("f", images), .folder("", run: "(root)", [TestImage("top.png")]))
    let snapshot = catalog.snapshot()
    for image in images {
      let path = RelativePath("f").appending(image.name)
      #expect(snapshot.images(at: path).map(\.image.path) == [path])
    }
    #expect(snapshot.images(at: RelativePath("top.png")).map(\.run.summary.id) == ["(root)"])
    for path in ["f", "f/", "f/none.png", "g/n=1&_10000_.png", ""] {
      #expect(snapshot.images(at: RelativePath(path)).isEmpty)
    }
  }
}
