import Samples
import Testing

@testable import Catalog

struct GridTests {
  /// cfg 1 3 10 × prompt a b × checkpoint, with some missing.
  private let catalog = LiveCatalog(
    .folder(
      "m1",
      [
        TestImage("cfg=1&prompt=a&.png"), TestImage("cfg=3&prompt=a&.png"), TestImage("cfg=10&prompt=b&.png"),
        TestImage("prompt=a&.png"), TestImage("grid.png", isContactSheet: true),
      ], constants: [DimensionValue("checkpoint", "m-step00000001", .folder)]),
    .folder(
      "m", [TestImage("cfg=1&prompt=a&.png"), TestImage("cfg=3&prompt=b&.png"), TestImage("other.png")],
      constants: [DimensionValue("checkpoint", "m", .folder)]))

  @Test func cellsStandByRowColumnAndPosition() throws {
    let grid = try catalog.run().grid(GridRequest(x: "cfg", y: "prompt", slider: "checkpoint"))
    #expect(grid.x == Grid.Axis(dimension: "cfg", values: ["1", "3", "10"]))
    #expect(grid.y == Grid.Axis(dimension: "prompt", values: ["a", "b"]))
    #expect(grid.slider == Grid.Axis(dimension: "checkpoint", values: ["m-step00000001", "m"]))
    #expect(
      grid.shown == [
        [["m1/cfg=1&prompt=a&.png", "m/cfg=1&prompt=a&.png"], ["m1/cfg=3&prompt=a&.png", "-"], ["-", "-"]],
        [["-", "-"], ["-", "m/cfg=3&prompt=b&.png"], ["m1/cfg=10&prompt=b&.png", "-"]],
      ])
    #expect(grid.unplaced == 2)
    #expect(grid.revision == 1)
  }

  @Test func withoutRolesThereIsOnePosition() throws {
    let grid = try catalog.run().grid(GridRequest())
    #expect(grid.x == nil && grid.y == nil && grid.slider == nil)
    #expect(grid.cells == [0])
    #expect(grid.images.map(\.count) == [7])
  }

  /// The rows before it have all other values many times over.
  @Test(arguments: [1, 3])
  func aValueThatOnlyTheLastImageHasIsOnItsAxis(folders: Int) throws {
    let catalog = LiveCatalog()
    for folder in 0..<folders {
      let last = folder == folders - 1 ? [TestImage("x=rare&y=0&n=1&.png")] : []
      let images = (0..<6_000).map { TestImage("n=\($0)&x=\($0 % 3)&y=\($0 % 2)&.png") } + last
      catalog.apply([.folder("m\(folder)", images)])
    }
    let grid = try catalog.run().grid(GridRequest(x: "x", filters: [DimensionFilter("y", ["0"])]))
    #expect(grid.x?.values == ["0", "1", "2", "rare"])
  }

  @Test(arguments: [
    ([DimensionFilter("cfg", ["1"])], ["1"], ["a"], 0),
    ([DimensionFilter("cfg", ["10", "1"])], ["1", "10"], ["a", "b"], 0),
    ([DimensionFilter("cfg", ["10"]), DimensionFilter("cfg", ["1"])], ["1", "10"], ["a", "b"], 0),
    ([DimensionFilter("prompt", ["a"])], ["1", "3"], ["a"], 1),
    ([DimensionFilter("prompt", ["b"]), DimensionFilter("checkpoint", ["m"])], ["3"], ["b"], 0),
    ([DimensionFilter("prompt", ["none"])], [], [], 0),
    ([DimensionFilter("prompt", [""])], [], [], 0),
    ([DimensionFilter("prompt", [])], [], [], 0),
  ])
  func filtersRestrictTheAxes(filters: [DimensionFilter], x: [String], y: [String], unplaced: Int) throws {
    let grid = try catalog.run().grid(GridRequest(x: "cfg", y: "prompt", filters: filters))
    #expect(grid.x?.values == x)
    #expect(grid.y?.values == y)
    #expect(grid.unplaced == unplaced)
    #expect(grid.cells.count == x.count * y.count)
  }

  @Test func theEmptyTextIsAValue() throws {
    let run = try LiveCatalog(.folder("f", [TestImage("note=&.png"), TestImage("b.png")])).run()
    let grid = try run.grid(GridRequest(x: "note", filters: [DimensionFilter("note", [""])]))
    #expect(grid.x?.values == [""])
    #expect(grid.shown == [[["f/note=&.png"]]])
    #expect(grid.unplaced == 0)
  }

  @Test(arguments: [
    (GridWindow(xFrom: 1, xCount: 1), 1..<2, 0..<2),
    (GridWindow(xFrom: 2, xCount: 9, yFrom: 1, yCount: 1), 2..<3, 1..<2),
    (GridWindow(xFrom: -5, xCount: -1, yFrom: 99), 0..<0, 2..<2),
    (GridWindow(xFrom: .max, xCount: .max, yFrom: .min, yCount: .max), 3..<3, 0..<2),
  ])
  func windowsAreCutToTheAxes(window: GridWindow, columns: Range<Int>, rows: Range<Int>) throws {
    let run = try catalog.run()
    let whole = try run.grid(GridRequest(x: "cfg", y: "prompt", slider: "checkpoint"))
    let grid = try run.grid(GridRequest(x: "cfg", y: "prompt", slider: "checkpoint", window: window))
    #expect(grid.columns == columns)
    #expect(grid.rows == rows)
    #expect(grid.x == whole.x)
    #expect(grid.unplaced == whole.unplaced)
    #expect(grid.shown == whole.shown[rows].map { Array($0[columns]) })
  }

  @Test func errorsNameWhatIsWrong() throws {
    let run = try catalog.run()
    #expect(throws: CatalogError.unknownDimension("nope")) { try run.grid(GridRequest(x: "nope")) }
    #expect(throws: CatalogError.unknownDimension("nope")) {
      try run.grid(GridRequest(filters: [DimensionFilter("nope", ["1"])]))
    }
    #expect(throws: CatalogError.duplicateDimension("cfg")) { try run.grid(GridRequest(x: "cfg", slider: "cfg")) }
    #expect(throws: CatalogError.duplicateDimension("cfg")) { try run.grid(GridRequest(x: "cfg", y: "cfg")) }
  }

  @Test func aHugeGridIsRefusedAndItsWindowsAreNot() throws {
    let images = (0..<1_200).map { TestImage("a=\($0)&b=\($0)&c=\($0)&.png") }
    let run = try LiveCatalog(.folder("f", images)).run()
    let request = GridRequest(x: "a", y: "b", slider: "c")
    #expect(throws: CatalogError.windowTooLarge(positions: 1_200 * 1_200 * 1_200)) { try run.grid(request) }
    var part = request
    part.window = GridWindow(xFrom: 7, xCount: 9, yFrom: 7, yCount: 9)
    let grid = try run.grid(part)
    #expect(grid.cells.count == 81 * 1_200)
    #expect(grid.imageIndex(row: 3, column: 3, position: 10) == 3)
    #expect(grid.images.count == 9)
    part.window = GridWindow(xCount: 0)
    #expect(try run.grid(part).cells.isEmpty)
    part.window = GridWindow(xCount: 84, yCount: 1)
    #expect(throws: CatalogError.windowTooLarge(positions: 100_800)) { try run.grid(part) }
  }
}
