import Samples
import Testing

@testable import Catalog

struct OrderTests {
  @Test(arguments: [
    ("cfg", ["10", "7", "1", "3"], ["1", "3", "7", "10"], DimensionType.integer),
    ("cfg", ["1.5", "10", "1e1", "-2"], ["-2", "1.5", "1e1", "10"], .number),
    ("prompt", ["p10", "p2", "P1"], ["P1", "p2", "p10"], .text),
    (
      "seed", ["18446744073709551615", "18446744073709551614"], ["18446744073709551614", "18446744073709551615"],
      .integer
    ),
    ("note", ["", "b", "a"], ["", "a", "b"], .text),
    ("checkpoint", ["m", "m-step00002000", "m-step00000500"], ["m-step00000500", "m-step00002000", "m"], .text),
  ])
  func valuesStandInTheirOrder(name: String, given: [String], expected: [String], type: DimensionType) throws {
    let images = given.map { TestImage("\($0.count)-\($0).png", [DimensionValue(name, $0, .metadata)]) }
    let run = try LiveCatalog(.folder("f", images)).run()
    let detail = try #require(run.dimension(name))
    #expect(detail.values == expected.map { ValueCount(value: $0, count: 1) })
    #expect(detail.type == type)
    #expect(try run.grid(GridRequest(x: name)).x?.values == expected)
  }

  @Test func dimensionsStandInAnOrderOfTheirOwn() throws {
    let image = TestImage("zeta=1&epoch=2&alpha=3&step=4&p10=5&p2=6&checkpoint=m&.png")
    let run = try LiveCatalog(.folder("f", [image])).run()
    #expect(run.summary.dimensions == ["checkpoint", "step", "epoch", "alpha", "p2", "p10", "zeta"])
    #expect(run.dimensions().map(\.name) == run.summary.dimensions)
  }

  @Test func oneTextFromTwoSourcesIsOneValue() throws {
    let catalog = LiveCatalog(
      .folder("f", [TestImage("cfg=3&.png"), TestImage("b.png", [DimensionValue("cfg", "3", .metadata)])]))
    #expect(try catalog.run().dimension("cfg")?.values == [ValueCount(value: "3", count: 2)])
    #expect(try catalog.run().dimension("cfg")?.sources == [.filename, .metadata])
    catalog.apply([.files("f", removed: ["cfg=3&.png"])])
    #expect(try catalog.run().dimension("cfg")?.sources == [.metadata])
    #expect(try catalog.run().dimension("cfg")?.values == [ValueCount(value: "3", count: 1)])
  }

  @Test func aForcedTypeWidensButNeverClaims() throws {
    let types: [String: DimensionType] = ["lot": .text, "cfg": .integer]
    let placement = Placement(run: "run", types: types)
    let batch = FileBatch([TestImage("lot=007&cfg=x&.png"), TestImage("lot=08&cfg=1&.png")])
    let run = try LiveCatalog(.folder(RelativePath("f"), in: [placement], batch)).run()
    #expect(run.dimension("lot")?.type == .text)
    #expect(run.dimension("cfg")?.type == .text)
  }

  @Test func runsAreListedInNaturalOrder() {
    let catalog = LiveCatalog(
      .folder("a", run: "r10", [TestImage("1.png")]), .folder("b", run: "r2", [TestImage("1.png")]))
    #expect(catalog.snapshot().runs.map(\.summary.id) == ["r2", "r10"])
  }
}
