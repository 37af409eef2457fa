import Testing

@testable import Demo

struct DemoPlanTests {
  private func paths(_ plan: DemoPlan) -> [String] {
    plan.scenes.flatMap { $0.pictures.map { $0.folder + "/" + $0.name } }
  }

  @Test(arguments: [1, 9, 10, 12, 100, 431, 464, 1000, 4999, 5000, 20_011])
  func asManyImagesAsAskedFor(images: Int) {
    let plan = DemoPlan(images: images)
    #expect(plan.imageCount == images)
    #expect(Set(paths(plan)).count == images)
    #expect(plan.side == (images < 5000 ? 512 : 64))
  }

  @Test func theUsualGridIsCheckpointsByPromptsByCFGBySeeds() throws {
    let paths = paths(DemoPlan(images: nil))
    #expect(paths.count == 464)
    let pattern =
      /landscapes\/(demo-landscapes(?:-step\d{8})?)\.safetensors\/index=(\d)&prompt_name=([a-z_]+)&seed=(\d+)&cfg=(\d)&_00001_\.png/
    let grid = try paths.filter { $0.hasPrefix("landscapes") }.map { try #require($0.wholeMatch(of: pattern)).output }
    #expect(grid.count == 432)
    let checkpoints = Set(grid.map { String($0.1) })
    #expect(checkpoints.count == 12)
    #expect(
      checkpoints.isSuperset(of: ["demo-landscapes-step00000500", "demo-landscapes-step00005500", "demo-landscapes"]))
    #expect(Set(grid.map { String($0.3) }) == ["forest", "lighthouse", "skyline", "still_life"])
    #expect(Set(grid.map { String($0.4) }) == ["420", "421", "422"])
    #expect(Set(grid.map { String($0.5) }) == ["1", "4", "8"])
  }

  @Test func theSecondRunIsNamedAsSdScriptsDoes() throws {
    let pattern = /portraits\/sample\/demo-portraits_(\d{6})_(\d{2})_(2024051\d{7})_(\d+)\.png/
    let portraits = try paths(DemoPlan(images: nil)).filter { $0.hasPrefix("portraits") }.map {
      try #require($0.wholeMatch(of: pattern)).output
    }
    #expect(portraits.count == 32)
    #expect(Set(portraits.map { String($0.1) }).count == 8)
    #expect(Set(portraits.map { String($0.2) }) == ["00", "01", "02", "03"])
  }

  @Test func manyImagesAreMoreOfEveryDimension() {
    let scenes = GridRun(images: 100_000).scenes
    #expect(Set(scenes.flatMap { $0.pictures.map(\.checkpoint) }).count == 50)
    #expect(Set(scenes.flatMap { $0.pictures.map(\.cfg) }).count == 8)
    #expect(Set(scenes.map(\.seed)).count == 10)
    #expect(Set(scenes.map { "\($0.subject)\($0.variant)" }).count == 25)
  }
}
