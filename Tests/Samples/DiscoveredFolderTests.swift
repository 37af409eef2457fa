import Samples
import Testing

@Suite struct DiscoveredFolderTests {
  @Test(
    arguments: [
      (
        "qwen/psai-v0.3-step00004500.safetensors", "qwen/psai-v0.3",
        ["checkpoint": "psai-v0.3-step00004500", "step": "4500"]
      ),
      ("qwen/psai-v0.3-000104.safetensors", "qwen/psai-v0.3", ["checkpoint": "psai-v0.3-000104", "epoch": "104"]),
      ("X_000000250.safetensors", "X", ["checkpoint": "X_000000250", "step": "250"]),
      ("a/X.safetensors", "a/X", ["checkpoint": "X"]),
      ("X-step00000000.safetensors", "X", ["checkpoint": "X-step00000000", "step": "0"]),
      ("X-00104.safetensors", "X-00104", ["checkpoint": "X-00104"]),
      ("X-1234567.safetensors", "X", ["checkpoint": "X-1234567", "epoch": "1234567"]),
      ("-step00001000.safetensors", "-step00001000", ["checkpoint": "-step00001000"]),
      ("run/cfg=3/seed=7", "run", ["cfg": "3", "seed": "7"]),
      ("run/cfg=3&seed=7", "run", ["cfg": "3", "seed": "7"]),
      (
        "run/cfg=3/X-step00000002.safetensors/prompt=a%20b", "run/X",
        [
          "cfg": "3", "checkpoint": "X-step00000002", "step": "2", "prompt": "a b",
        ]
      ),
      ("run/cfg=3/cfg=4", "run", ["cfg": "4"]),
      ("cfg=3", "(root)", ["cfg": "3"]),
      ("", "(root)", [:]),
      ("a/b c/ünï", "a/b c/ünï", [:]),
      ("qwen/m-step00000001.safetensors/extra", "qwen/m/extra", ["checkpoint": "m-step00000001", "step": "1"]),
    ] as [(String, String, [String: String])])
  func pathsGiveRunAndValues(_ path: String, _ run: String, _ values: [String: String]) {
    let folder = DiscoveredFolder(RelativePath(path))
    #expect(folder.run == run)
    #expect(Dictionary(uniqueKeysWithValues: folder.values.map { ($0.name, $0.value) }) == values)
    #expect(folder.values.allSatisfy { $0.source == .folder })
  }

  @Test func configuredRunsTakeTheirFoldersAndNoOthers() {
    let rules = RunRules([
      { $0.contains("v3") ? Placement(run: "three", dimensions: [DimensionValue("step", "7", .folder)]) : nil },
      { $0.hasPrefix("qwen") ? Placement(run: "all qwen") : nil },
    ])
    func placements(_ path: String) -> [Placement] {
      FolderReader(folder: RelativePath(path), layout: nil, rules: rules).placements
    }
    #expect(placements("qwen/v3-step00000009.safetensors").map(\.run) == ["three", "all qwen"])
    #expect(placements("other").isEmpty)
    let three = placements("qwen/v3-step00000009.safetensors")[0].dimensions
    #expect(three.first { $0.name == "step" }?.value == "7")
    #expect(three.first { $0.name == "checkpoint" }?.value == "v3-step00000009")
  }
}
