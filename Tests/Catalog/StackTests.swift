import Catalog
import Samples
import Testing

struct StackTests {
  struct Case: CustomTestStringConvertible {
    var what: String
    var images: [TestImage]
    var top: String
    var testDescription: String { what }
  }

  static let cases = [
    Case(
      what: "the later is on top", images: [TestImage("a.png", modified: 9), TestImage("b.png", modified: 3)],
      top: "a.png"),
    Case(
      what: "the time an image was taken beats that of the file",
      images: [TestImage("a.png", modified: 1, taken: 5), TestImage("b.png", modified: 4)], top: "a.png"),
    Case(
      what: "within a batch the highest counter is on top, however old",
      images: [TestImage("a_00002_.png", modified: 1), TestImage("a_00001_.png", modified: 9)], top: "a_00002_.png"),
    Case(
      what: "counters are compared by value",
      images: [TestImage("a_100000_.png"), TestImage("a_99999_.png", modified: 9)], top: "a_100000_.png"),
    Case(
      what: "a batch is as late as its latest image",
      images: [
        TestImage("a_00001_.png", modified: 9), TestImage("a_00002_.png", modified: 1), TestImage("b.png", modified: 5),
      ], top: "a_00002_.png"),
    Case(
      what: "a name between two counters does not part them",
      images: [
        TestImage("a_00001_.png", modified: 9), TestImage("a_00001_x.png", modified: 5),
        TestImage("a_00002_.png", modified: 1),
      ], top: "a_00002_.png"),
    Case(
      what: "another extension is another batch",
      images: [TestImage("a_00001_.png", modified: 9), TestImage("a_00002_.jpg", modified: 1)], top: "a_00001_.png"),
    Case(
      what: "four digits are no counter",
      images: [TestImage("a_0002_.png", modified: 1), TestImage("a_0001_.png", modified: 9)], top: "a_0001_.png"),
    Case(
      what: "of two as late the later path", images: [TestImage("a.png"), TestImage("b.png")], top: "b.png"),
  ]

  @Test(arguments: cases) func topOfStack(_ sample: Case) throws {
    for images in [sample.images, sample.images.reversed()] {
      let catalog = LiveCatalog()
      for image in images { catalog.apply([.files("f", [image])]) }
      let grid = try catalog.run().grid(GridRequest())
      #expect(grid.shown == [[["f/\(sample.top)×\(images.count)"]]])
      let list = try catalog.run().images([], limit: 1)
      #expect(list.images.first?.path == RelativePath("f/\(sample.top)"))
    }
  }

  @Test func aBatchEndsAtItsFolder() throws {
    let catalog = LiveCatalog(
      .folder("a", [TestImage("x_00001_.png", modified: 9)]), .folder("b", [TestImage("x_00002_.png", modified: 1)]))
    #expect(try catalog.run().grid(GridRequest()).shown == [[["a/x_00001_.png×2"]]])
  }

  @Test func aBatchMayBeLongerThanALeaf() throws {
    var images = (1...9_000).map { TestImage("x_\(String(100_000 + $0).dropFirst())_.png", modified: 1) }
    images[0].modified = 50
    images.append(TestImage("y.png", modified: 20))
    let run = try LiveCatalog(.folder("f", images)).run()
    #expect(try run.grid(GridRequest()).shown == [[["f/x_09000_.png×9001"]]])
    let page = try run.images([], limit: 2)
    #expect(page.images.map(\.path.description) == ["f/x_09000_.png", "f/x_08999_.png"])
  }

  @Test func eachCellHasItsOwnTopOfABatch() throws {
    let images = (1...4).map {
      TestImage("x_0000\($0)_.png", [DimensionValue("seed", String($0 % 2), .metadata)], modified: Int64(10 - $0))
    }
    let grid = try LiveCatalog(.folder("f", images)).run().grid(GridRequest(x: "seed"))
    #expect(grid.shown == [[["f/x_00004_.png×2"], ["f/x_00003_.png×2"]]])
  }
}
