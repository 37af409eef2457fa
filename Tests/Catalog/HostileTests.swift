import Catalog
import Samples
import Testing

struct HostileTests {
  @Test func namesThatAreNoUTF8AreListedEscaped() throws {
    let name: [UInt8] = [0x61, 0xE9, 0x2E, 0x70]
    var batch = FileBatch()
    batch.addFile(name: name[...], stamp: FileStamp(modified: 1, size: 1, inode: 1))
    batch.addValue(dimension: [0x64, 0xFF], source: .filename) { $0 += [0x76, 0xE9] }
    let run = try LiveCatalog(.folder(RelativePath("f"), in: [Placement(run: "run")], batch)).run()
    let path = RelativePath("f").appending(name)
    #expect(run.image(at: path)?.dimensions == [DimensionValue("d%FF", "v%E9", .filename)])
    #expect(path.description == "f/a%E9.p")
    let grid = try run.grid(GridRequest(x: "d%FF", filters: [DimensionFilter("d%FF", ["v%E9"])]))
    #expect(grid.images.map(\.image.path) == [path])
  }

  @Test func textsThatSwiftHoldsEqualAreTwoValues() throws {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let images =
      [TestImage("1.png", [DimensionValue("a", composed, .metadata)])]
      + [TestImage("2.png", [DimensionValue("a", decomposed, .metadata)])]
    let catalog = LiveCatalog(.folder("f", images), .folder("g", run: composed, images))
    catalog.apply([.folder("h", run: decomposed, images)])
    #expect(try catalog.run().dimension("a")?.values.map(\.count) == [1, 1])
    #expect(catalog.snapshot().runs.count == 3)
  }

  @Test func aDimensionForEachImageCostsLittle() throws {
    let images = (0..<5_000).map { TestImage("d\($0)=1&.png") }
    let catalog = LiveCatalog(.folder("f", images))
    #expect(try catalog.run().summary.dimensions.count == 5_000)
    #expect(try catalog.run().memorySize() < 5_000 * 1_500)
    #expect(try catalog.run().grid(GridRequest(x: "d77", y: "d78")).unplaced == 5_000)
    #expect(try catalog.run().grid(GridRequest(x: "d77")).shown == [[["f/d77=1&.png"]]])
  }

  @Test func churnDoesNotGrow() throws {
    let catalog = LiveCatalog()
    var sizes: [Int] = []
    for round in 0..<12 {
      let images = (0..<3_000).map { TestImage("seed=\(round * 3_000 + $0)&only\(round * 200 + $0 % 200)=1&.png") }
      catalog.apply([.folder("f", images)])
      let run = try catalog.run()
      sizes.append(run.memorySize())
      #expect(run.dimension("seed")?.values.map(\.value) == (0..<3_000).map { String(round * 3_000 + $0) })
      #expect(run.summary.dimensions.count == 201)
      let grid = try run.grid(GridRequest(x: "seed", filters: [DimensionFilter("only\(round * 200 + 7)", ["1"])]))
      #expect(grid.images.count == 15)
    }
    #expect(try #require(sizes.last) < sizes[0] * 3)
  }

  @Test func anOldSnapshotSurvivesCompaction() throws {
    let catalog = LiveCatalog(.folder("f", (0..<3_000).map { TestImage("seed=\($0)&.png") }))
    let run = try catalog.run()
    catalog.apply([.files("f", removed: (0..<2_900).map { "seed=\($0)&.png" })])
    let request = GridRequest(x: "seed", filters: [DimensionFilter("seed", ["5", "2950"])])
    #expect(try run.grid(request).x?.values == ["5", "2950"])
    #expect(try catalog.run().grid(request).x?.values == ["2950"])
    #expect(try catalog.run().grid(request).shown == [[["f/seed=2950&.png"]]])
  }

  @Test func readersAndAWriterDoNotDisturbEachOther() async throws {
    let catalog = LiveCatalog(.folder("f", (0..<500).map { TestImage("n=\($0)&.png") }))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<3 {
        group.addTask { (0..<60).allSatisfy { _ in isWhole(catalog) } }
      }
      group.addTask {
        for round in 0..<120 {
          let name = "n=\(round)&.png"
          catalog.apply([.files("f", [TestImage("n=\(1_000 + round)&.png")], removed: [name])])
        }
        return true
      }
      for await isFine in group { #expect(isFine) }
    }
    #expect(try catalog.run().summary.imageCount == 500)
  }
}

/// Each change replaces one image by another, so that every snapshot has 500.
private func isWhole(_ catalog: LiveCatalog) -> Bool {
  guard let run = catalog.snapshot().run("run"), let grid = try? run.grid(GridRequest(x: "n")) else { return false }
  return grid.images.count == 500 && run.dimensions().first?.values.count == 500
}
