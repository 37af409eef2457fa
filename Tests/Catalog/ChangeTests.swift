import Samples
import Testing

@testable import Catalog

struct ChangeTests {
  @Test func eachChangeIsToldAndCounted() throws {
    let catalog = LiveCatalog()
    let first = catalog.apply([.folder("f", [TestImage("a.png"), TestImage("b.png")])])
    #expect(first == [change(revision: 1, images: 2, added: 2)])
    #expect(catalog.apply([.folder("f", [TestImage("b.png"), TestImage("a.png")])]).isEmpty)
    #expect(catalog.apply([.files("f", [TestImage("a.png")], removed: ["nope.png"])]).isEmpty)
    #expect(
      catalog.apply([.files("f", [TestImage("a.png", modified: 2), TestImage("c.png")], removed: ["b.png"])])
        == [change(revision: 2, images: 2, added: 1, removed: 1)])
    #expect(catalog.apply([.removed(RelativePath("f"))]) == [change(revision: 3, removed: 2, isGone: true)])
    #expect(catalog.snapshot().runs.isEmpty)
    // A client that still holds revision 3 must not take the new run for the old.
    #expect(catalog.apply([.folder("f", [TestImage("a.png")])]).map(\.revision) == [4])
  }

  @Test func anEmptyFolderMakesNoRun() {
    let catalog = LiveCatalog()
    #expect(catalog.apply([.folder("f", [])]).isEmpty)
    #expect(catalog.snapshot().runs.isEmpty)
  }

  @Test func statesAreToldWhenTheyChange() throws {
    let catalog = LiveCatalog(.folder("f", [TestImage("a.png")]))
    #expect(try catalog.run().summary.state == .scanning)
    #expect(catalog.apply([.progress(ScanProgress(done: 1, total: 2, isReady: false))]).isEmpty)
    #expect(catalog.snapshot().progress.done == 1)
    let ready = catalog.apply([.progress(ScanProgress(done: 2, total: 2, isReady: true))])
    #expect(ready == [change(revision: 2, state: .ready, images: 1)])
    let gone = catalog.apply([.unavailable(reason: "the disk is gone")])
    #expect(gone == [change(revision: 3, state: .unavailable, images: 1)])
    #expect(catalog.snapshot().unavailableReason == "the disk is gone")
    #expect(try catalog.run().summary.imageCount == 1)
  }

  @Test func aSubtreeGoesWithItsFolderAndNothingElseDoes() {
    let paths = ["a", "a b", "a/x", "a/x/y", "a-b", "ab", "b"]
    let catalog = LiveCatalog()
    catalog.apply(paths.map { .folder($0, run: $0, [TestImage("1.png")]) })
    catalog.apply([.removed(RelativePath("a"))])
    #expect(Set(catalog.snapshot().runs.map(\.summary.id)) == ["a b", "a-b", "ab", "b"])
    catalog.apply([.removed(.root)])
    #expect(catalog.snapshot().runs.isEmpty)
  }

  @Test func aFolderMayBeInTwoRuns() throws {
    func change(_ runs: [String]) -> FileChange {
      let placements = runs.map { Placement(run: $0, dimensions: [DimensionValue("by", $0, .folder)]) }
      return .folder(RelativePath("f"), in: placements, FileBatch([TestImage("cfg=1&.png")]))
    }
    let catalog = LiveCatalog(change(["one", "two"]))
    let found = catalog.snapshot().images(at: RelativePath("f/cfg=1&.png"))
    #expect(found.map(\.run.summary.id) == ["one", "two"])
    #expect(found.map { $0.image.dimensions.first?.value } == ["one", "two"])
    let changes = catalog.apply([change(["two", "three"])])
    #expect(changes.map(\.id) == ["one", "three"])
    #expect(changes.map(\.isGone) == [true, false])
    #expect(catalog.apply([.files("f", run: "two", removed: ["cfg=1&.png"])]).map(\.id) == ["three", "two"])
    #expect(catalog.snapshot().runs.isEmpty)
  }

  @Test func aSnapshotStaysAsItWas() throws {
    let catalog = LiveCatalog(.folder("f", (0..<5_000).map { TestImage("n=\($0)&.png") }))
    let run = try catalog.run()
    let request = GridRequest(x: "n", filters: [DimensionFilter("n", ["17", "18"])])
    let before = try run.grid(request).shown
    catalog.apply([
      .files("f", [TestImage("n=18&.png", modified: 7), TestImage("n=9999&.png")], removed: ["n=17&.png"])
    ])
    #expect(try run.grid(request).shown == before)
    #expect(run.dimension("n")?.values.count == 5_000)
    #expect(try catalog.run().grid(request).x?.values == ["18"])
    catalog.apply([.removed(.root)])
    #expect(try run.grid(request).shown == before)
  }

  @Test func anOldSnapshotMayBeAskedLast() throws {
    let catalog = LiveCatalog(.folder("f", [TestImage("n=1&.png")]))
    let old = try catalog.run()
    catalog.apply([.files("f", [TestImage("n=0&.png")])])
    #expect(try catalog.run().grid(GridRequest(x: "n")).x?.values == ["0", "1"])
    #expect(try old.grid(GridRequest(x: "n")).x?.values == ["1"])
    #expect(old.dimension("n")?.values == [ValueCount(value: "1", count: 1)])
  }

  @Test func aContactSheetIsKeptApart() throws {
    let catalog = LiveCatalog(
      .folder("f", [TestImage("xyz=1&.png", isContactSheet: true), TestImage("a.png")]))
    #expect(try catalog.run().summary.imageCount == 1)
    #expect(try catalog.run().summary.dimensions == [])
    #expect(try catalog.run().contactSheets().map(\.path.description) == ["f/xyz=1&.png"])
    #expect(try catalog.run().image(at: RelativePath("f/xyz=1&.png"))?.isContactSheet == true)
    // Read again it turns out to be an image, and the image a sheet.
    catalog.apply([.files("f", [TestImage("xyz=1&.png"), TestImage("a.png", isContactSheet: true)])])
    #expect(try catalog.run().contactSheets().map(\.path.description) == ["f/a.png"])
    #expect(try catalog.run().summary.dimensions == ["xyz"])
    #expect(try catalog.run().summary.imageCount == 1)
    catalog.apply([.files("f", removed: ["a.png"])])
    #expect(try catalog.run().contactSheets().isEmpty)
  }

  private func change(
    revision: Int, state: RunState = .scanning, images: Int = 0, added: Int = 0, removed: Int = 0, isGone: Bool = false
  ) -> RunChange {
    RunChange(
      id: "run", revision: revision, state: state, imageCount: images, added: added, removed: removed, isGone: isGone)
  }
}
