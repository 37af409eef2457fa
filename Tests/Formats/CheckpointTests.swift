import JSON
import Testing

@Suite struct CheckpointTests {
  private static func kohya(epoch: Int, step: Int) -> [UInt8] {
    SafetensorsBytes.file([("ss_output_name", "sks"), ("ss_epoch", "\(epoch)"), ("ss_steps", "\(step)")])
  }

  private func list(_ tree: Tree, _ run: String) -> [String] {
    (tree.get("/api/training-runs/\(Tree.escaped(run))/checkpoints").array ?? []).map { checkpoint in
      func text(_ name: String) -> String { checkpoint[name]?.scalarText ?? "-" }
      func flag(_ name: String) -> String { checkpoint[name] == .bool(true) ? name : "" }
      return [text("name"), text("step"), text("epoch"), flag("final"), flag("has_samples"), flag("has_file")]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// Samples by epoch and by step, files beside them: the header is the bridge.
  @Test func kohyaBesideTheSamples() throws {
    let tree = try Tree([
      ("run/sample/sks_e000008_00_20240512093015_42.png", ImageBytes.png),
      ("run/sample/sks_000600_00_20240512083015_42.png", ImageBytes.png),
      ("run/sample/sks_000700_00_20240512084015_42.png", ImageBytes.png),
      ("run/sks-000004.safetensors", Self.kohya(epoch: 4, step: 600)),
      ("run/sks-000008.safetensors", Self.kohya(epoch: 8, step: 1200)),
      ("run/sks-000010.safetensors", Self.kohya(epoch: 10, step: 1500)),
      ("run/sks.safetensors", Self.kohya(epoch: 12, step: 1800)),
    ])
    #expect(
      list(tree, "run") == [
        "sks-000004 600 4 has_samples has_file", "step 700 700 - has_samples", "sks-000008 1200 8 has_samples has_file",
        "sks-000010 1500 10 has_file", "sks 1800 12 final has_file",
      ])
  }

  @Test func configuredFoldersAreAskedByNameAndByHeader() throws {
    let tree = try Tree(
      [
        ("qwen/m-step00001000.safetensors/cfg=1.png", ImageBytes.png),
        ("qwen/m-step00003000.safetensors/cfg=1.png", ImageBytes.png),
      ], checkpointFolders: ["models"])
    try tree.write("models/loras/m-step00001000.safetensors", SafetensorsBytes.file([("ss_steps", "1000")]))
    try tree.write("models/m-step00002000.safetensors", SafetensorsBytes.file([]))
    try tree.write("models/m.safetensors", SafetensorsBytes.file([("ss_steps", "2500"), ("ss_epoch", "25")]))
    try tree.write("models/picked.safetensors", SafetensorsBytes.file([("ss_output_name", "m")]))
    try tree.write("models/another-step00001000.safetensors", SafetensorsBytes.file([]))
    #expect(
      list(tree, "qwen/m") == [
        "m-step00001000 1000 - has_samples has_file", "m-step00002000 2000 - has_file", "m 2500 25 final has_file",
        "m-step00003000 3000 - has_samples", "picked - - final has_file",
      ])
  }

  @Test func aiToolkitKeepsSamplesOfCheckpointsItDeleted() throws {
    let info = [("training_info", "{\"step\": 4000, \"epoch\": 26}"), ("ss_output_name", "my_lora")]
    let tree = try Tree([
      ("output/my_lora/samples/1763563000703__000000250_0.jpg", ImageBytes.jpeg),
      ("output/my_lora/samples/1763563000704__000004000_0.jpg", ImageBytes.jpeg),
      ("output/my_lora/my_lora_000004000.safetensors", SafetensorsBytes.file(info)),
    ])
    #expect(
      list(tree, "output/my_lora") == [
        "step 250 250 - has_samples", "my_lora_000004000 4000 26 has_samples has_file",
      ])
  }

  @Test func oneTrainerAndSimpleTuner() throws {
    let tree = try Tree([
      ("ws/run/samples/0 - a dog/2024-05-12_09-30-15-training-sample-500-2-100.jpg", ImageBytes.jpeg),
      ("ws/run/save/2024-05-12_09-45-00-save-500-2-100.safetensors", SafetensorsBytes.file([("ot_branch", "master")])),
      ("ws/run/save/2024-05-12_10-45-00-save-700-2-300.safetensors", SafetensorsBytes.file([])),
      ("st/validation_images/step_500_cat_0_8x8.png", ImageBytes.png),
      ("st/checkpoint-500/pytorch_lora_weights.safetensors", SafetensorsBytes.file([])),
    ])
    // Both are of epoch 2, and only one of the step that was sampled.
    #expect(
      list(tree, "ws/run") == [
        "2024-05-12_09-45-00-save-500-2-100 500 2 has_samples has_file",
        "2024-05-12_10-45-00-save-700-2-300 700 2 has_file",
      ])
    #expect(list(tree, "st") == ["checkpoint-500 500 - has_samples has_file"])
  }

  @Test func twoTrainingsInOneFolder() throws {
    let tree = try Tree([
      ("run/sample/a_000500_00_20240512093015_42.png", ImageBytes.png),
      ("run/sample/b_001000_00_20240512093015_42.png", ImageBytes.png),
      ("run/a-step00000500.safetensors", SafetensorsBytes.file([])),
      ("run/b-step00000500.safetensors", SafetensorsBytes.file([])),
    ])
    #expect(
      list(tree, "run") == [
        "a-step00000500 500 - has_samples has_file", "b-step00000500 500 - has_file", "b step 1000 1000 - has_samples",
      ])
  }

  @Test func theHeaderOfOneCheckpoint() throws {
    let tree = try Tree([
      ("run/sample/sks_e000008_00_20240512093015_42.png", ImageBytes.png),
      ("run/sks-000008.safetensors", Self.kohya(epoch: 8, step: 1200)),
      ("run/half.safetensors", Array(Self.kohya(epoch: 8, step: 1200).dropLast(5))),
      ("run/huge.safetensors", [UInt8](repeating: 0xFF, count: 64)),
      ("run/wrong.safetensors", SafetensorsBytes.file(header: "[1, 2]")),
    ])
    let detail = tree.get("/api/training-runs/run/checkpoints/sks-000008")
    #expect(detail["metadata"]?["ss_steps"]?.string == "1200")
    #expect(detail["problem"] == .null)
    func problem(_ name: String) -> String {
      tree.get("/api/training-runs/run/checkpoints/\(name)")["problem"]?.string ?? ""
    }
    #expect(problem("half").contains("ends too soon"))
    #expect(problem("huge").contains("no safetensors file"))
    #expect(problem("wrong").contains("no JSON object"))
    // When the rest has come, it is read.
    try tree.write("root/run/half.safetensors", Self.kohya(epoch: 8, step: 1200), seconds: 1_700_000_100)
    #expect(problem("half") == "")
    #expect(list(tree, "run").contains("half 1200 8 final has_samples has_file"))
    #expect(tree.get("/api/training-runs/run/checkpoints/none")["error"]?["code"]?.string == "not_found")
  }
}
