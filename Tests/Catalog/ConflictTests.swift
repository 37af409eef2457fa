import Catalog
import Samples
import Testing

struct ConflictTests {
  struct Case: CustomTestStringConvertible {
    var what: String
    var folder: [DimensionValue]
    var image: [DimensionValue]
    var value: DimensionValue
    var problems: Int
    var testDescription: String { what }
  }

  @Test(arguments: [
    Case(
      what: "file name beats folder", folder: [DimensionValue("cfg", "1", .folder)],
      image: [DimensionValue("cfg", "2", .filename)], value: DimensionValue("cfg", "2", .filename), problems: 1),
    Case(
      what: "folder beats metadata", folder: [DimensionValue("cfg", "1", .folder)],
      image: [DimensionValue("cfg", "2", .metadata)], value: DimensionValue("cfg", "1", .folder), problems: 1),
    Case(
      what: "file name beats metadata that comes first", folder: [],
      image: [DimensionValue("cfg", "2", .metadata), DimensionValue("cfg", "1", .filename)],
      value: DimensionValue("cfg", "1", .filename), problems: 1),
    Case(
      what: "equal numbers agree", folder: [DimensionValue("cfg", "3.0", .folder)],
      image: [DimensionValue("cfg", "3", .metadata)], value: DimensionValue("cfg", "3.0", .folder), problems: 0),
    Case(
      what: "equal texts agree, and the better source is kept", folder: [DimensionValue("cfg", "x", .folder)],
      image: [DimensionValue("cfg", "x", .filename), DimensionValue("cfg", "x", .metadata)],
      value: DimensionValue("cfg", "x", .filename), problems: 0),
    Case(
      what: "each source that disagrees is a problem", folder: [DimensionValue("cfg", "1", .folder)],
      image: [DimensionValue("cfg", "2", .filename), DimensionValue("cfg", "3", .metadata)],
      value: DimensionValue("cfg", "2", .filename), problems: 2),
  ])
  func theBetterSourceCounts(_ sample: Case) throws {
    let image = TestImage(bytes: Array("a.png".utf8), sample.image)
    let catalog = LiveCatalog(.folder("f", [image, TestImage("b.png")], constants: sample.folder))
    let entry = try #require(try catalog.run().image(at: RelativePath("f/a.png")))
    #expect(entry.dimensions == [sample.value])
    #expect(entry.problems.count == sample.problems)
    #expect(try catalog.run().summary.problemCount == sample.problems)
    #expect(try catalog.run().problems().map(\.reason) == entry.problems)
    #expect(try catalog.run().problems().allSatisfy { $0.path == RelativePath("f/a.png") })
    catalog.apply([.files("f", removed: ["a.png"])])
    #expect(try catalog.run().summary.problemCount == 0)
  }

  @Test func theProblemNamesBothValues() throws {
    let catalog = LiveCatalog(
      .folder("f", [TestImage("cfg=2&.png")], constants: [DimensionValue("cfg", "1", .folder)]))
    #expect(
      try catalog.run().problems().map(\.reason) == ["cfg: filename says \"2\", folder says \"1\"; the first counts"])
  }

  @Test func problemsOfFoldersAreListedToo() throws {
    let placement = Placement(run: "run", problems: ["no permission"])
    let catalog = LiveCatalog(.folder(RelativePath("locked"), in: [placement], FileBatch()))
    #expect(try catalog.run().summary.imageCount == 0)
    #expect(try catalog.run().problems().map { "\($0.path): \($0.reason)" } == ["locked: no permission"])
    catalog.apply([.folder("locked", [])])
    #expect(catalog.snapshot().runs.isEmpty)
  }

  @Test func theListOfProblemsIsCutAndTheCountIsNot() throws {
    let run = try LiveCatalog(.folder("f", (0..<150).map { TestImage("\($0).png", problem: "cut short") })).run()
    #expect(run.problems().count == 100)
    #expect(run.summary.problemCount == 150)
  }
}
