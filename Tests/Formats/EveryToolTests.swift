import JSON
import Testing

/// One folder of each tool, as it leaves it after a few samplings: run, dimensions with their order, and what lies on
/// top where one cell has several images.
@Suite struct EveryToolTests {
  struct Folder: CustomTestStringConvertible {
    var tool: String
    /// From the oldest to the newest. The text is embedded.
    var files: [(path: String, texts: [(String, String)])]
    var run: String
    /// Values in their order.
    var dimensions: [String: [String]]
    /// The grid's dimensions on x and y, and for each cell how many images it has and which is on top.
    var axes: (x: String, y: String?)
    var cells: [(count: Int, top: String)]
    var testDescription: String { tool }
  }

  private static func plain(_ paths: String...) -> [(path: String, texts: [(String, String)])] {
    paths.map { ($0, []) }
  }

  private static func graph(_ seed: Int) -> [(String, String)] {
    [
      (
        "prompt",
        #"""
        {"3":{"class_type":"KSampler","inputs":{"seed":\#(seed),"steps":20,"latent_image":["5",0]}},
        "5":{"class_type":"EmptyLatentImage","inputs":{"width":64,"height":96}},
        "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"m","images":["3",0]}}}
        """#
      )
    ]
  }

  static let folders = [
    Folder(
      tool: "sd-scripts",
      files: plain(
        "out/sample/sks_e000002_00_20240512093015_42.png", "out/sample/sks_e000010_00_20240512103015_42.png",
        "out/sample/sks_e000010_00_20240513080000_42.png", "out/sample/sks_000500_01_20240512093115.png"),
      run: "out",
      dimensions: [
        "epoch": ["2", "10"], "step": ["500"], "prompt_index": ["0", "1"], "seed": ["42"], "name": ["sks"],
      ],
      axes: ("epoch", "prompt_index"),
      cells: [
        (1, "out/sample/sks_e000002_00_20240512093015_42.png"), (2, "out/sample/sks_e000010_00_20240513080000_42.png"),
      ]),
    Folder(
      tool: "fluxgym",
      files: plain(
        "outputs/my-lora/sample/my-lora_000100_00_20240512093015_42.png",
        "outputs/my-lora/sample/my-lora_001000_00_20240512103015_42.png"),
      run: "outputs/my-lora", dimensions: ["step": ["100", "1000"], "name": ["my-lora"]], axes: ("step", nil),
      cells: [
        (1, "outputs/my-lora/sample/my-lora_000100_00_20240512093015_42.png"),
        (1, "outputs/my-lora/sample/my-lora_001000_00_20240512103015_42.png"),
      ]),
    Folder(
      tool: "musubi-tuner",
      files: plain(
        "out/sample/wan_e000002_00_20250301120000_7_000.png", "out/sample/wan_e000004_00_20250301130000_7_000.png",
        "out/sample/wan_e000004_00_20250301130000_7_003.png"),
      run: "out", dimensions: ["epoch": ["2", "4"], "frame": ["0", "3"], "seed": ["7"]], axes: ("epoch", "frame"),
      cells: [
        (1, "out/sample/wan_e000002_00_20250301120000_7_000.png"),
        (1, "out/sample/wan_e000004_00_20250301130000_7_000.png"),
        (1, "out/sample/wan_e000004_00_20250301130000_7_003.png"),
      ]),
    Folder(
      tool: "ai-toolkit",
      files: plain(
        "output/lora/samples/1763563000706__000000000_2.jpg", "output/lora/samples/1763563000706__000000000_12.jpg",
        "output/lora/samples/1763563000999__000000250_2.jpg", "output/lora/samples/1763569000000__000000250_2.jpg",
        "output/lora/samples/.thumbs/1763563000706__000000000_2.jpg.jpg"),
      run: "output/lora", dimensions: ["step": ["0", "250"], "prompt_index": ["2", "12"]],
      axes: ("step", "prompt_index"),
      cells: [
        (1, "output/lora/samples/1763563000706__000000000_2.jpg"),
        (2, "output/lora/samples/1763569000000__000000250_2.jpg"),
        (1, "output/lora/samples/1763563000706__000000000_12.jpg"),
      ]),
    Folder(
      tool: "OneTrainer",
      files: plain(
        "ws/run/samples/0 - a dog/2024-05-12_09-30-15-training-sample-90-0-90.jpg",
        "ws/run/samples/0 - a dog/2024-05-12_10-30-15-training-sample-500-2-100.jpg",
        "ws/run/samples/0 - a dog/2024-05-13_08-30-15-training-sample-500-2-100.jpg",
        "ws/run/samples/10 - /2024-05-12_10-31-15-training-sample-500-2-100.jpg"),
      run: "ws/run",
      dimensions: ["step": ["90", "500"], "epoch": ["0", "2"], "prompt_index": ["0", "10"], "prompt": ["a dog"]],
      axes: ("step", "prompt_index"),
      cells: [
        (1, "ws/run/samples/0 - a dog/2024-05-12_09-30-15-training-sample-90-0-90.jpg"),
        (2, "ws/run/samples/0 - a dog/2024-05-13_08-30-15-training-sample-500-2-100.jpg"),
        (1, "ws/run/samples/10 - /2024-05-12_10-31-15-training-sample-500-2-100.jpg"),
      ]),
    Folder(
      tool: "SimpleTuner",
      files: plain(
        "out/validation_images/step_0_cat_0_1024x1024.png", "out/validation_images/step_241_cat_0_1024x1024.png",
        "out/validation_images/step_241_cat_1_1024x1024.png", "out/checkpoint-241/assets/image_0.png"),
      run: "out", dimensions: ["step": ["0", "241"], "prompt": ["cat"], "image_index": ["0", "1"]],
      axes: ("step", "prompt"),
      cells: [
        (1, "out/validation_images/step_0_cat_0_1024x1024.png"),
        (2, "out/validation_images/step_241_cat_1_1024x1024.png"),
      ]),
    Folder(
      tool: "diffusers",
      files: plain("out/image_0.png", "out/image_2.png", "out/image_10.png"),
      run: "out", dimensions: ["image_index": ["0", "2", "10"]], axes: ("image_index", nil),
      cells: [(1, "out/image_0.png"), (1, "out/image_2.png"), (1, "out/image_10.png")]),
    Folder(
      tool: "invoke-training",
      files: plain(
        "out/1700000000/validation/epoch_00000001-step_00000100/prompt_0000/0000.jpg",
        "out/1700000000/validation/epoch_00000001-step_00000100/prompt_0000/0001.jpg",
        "out/1700000000/validation/epoch_00000010-step_00001000/prompt_0000/0000.jpg"),
      run: "out/1700000000",
      dimensions: ["epoch": ["1", "10"], "step": ["100", "1000"], "prompt_index": ["0"], "image_index": ["0", "1"]],
      axes: ("epoch", "prompt_index"),
      cells: [
        (2, "out/1700000000/validation/epoch_00000001-step_00000100/prompt_0000/0001.jpg"),
        (1, "out/1700000000/validation/epoch_00000010-step_00001000/prompt_0000/0000.jpg"),
      ]),
    Folder(
      tool: "ComfyUI",
      files: [
        ("output/m-000002_00009_.png", graph(7)), ("output/m-000010_00010_.png", graph(7)),
        ("output/m-000010_00011_.png", graph(7)),
      ],
      run: "output",
      dimensions: [
        "checkpoint": ["m-000002", "m-000010"], "epoch": ["2", "10"], "seed": ["7"], "steps": ["20"],
        "size": ["64x96"], "prefix": ["m-000002", "m-000010"],
      ],
      axes: ("checkpoint", "seed"), cells: [(1, "output/m-000002_00009_.png"), (2, "output/m-000010_00011_.png")]),
    Folder(
      tool: "A1111",
      files: [
        ("txt2img/00001-7.png", [("parameters", "a\nSteps: 9, Sampler: Euler, Seed: 7, Model: m-000002")]),
        ("txt2img/00002-7.png", [("parameters", "a\nSteps: 9, Sampler: Euler, Seed: 7, Model: m-000010")]),
        ("txt2img/00003-7.png", [("parameters", "a\nSteps: 9, Sampler: Euler, Seed: 7, Model: m-000010")]),
      ],
      run: "txt2img", dimensions: ["seed": ["7"], "epoch": ["2", "10"], "model": ["m-000002", "m-000010"]],
      axes: ("epoch", "seed"), cells: [(1, "txt2img/00001-7.png"), (2, "txt2img/00003-7.png")]),
    Folder(
      tool: "SwarmUI",
      files: [
        ("raw/1504-a.png", [("parameters", #"{"sui_image_params":{"prompt":"a","seed":7,"steps":9,"cfgscale":4}}"#)]),
        ("raw/1505-a.png", [("parameters", #"{"sui_image_params":{"prompt":"a","seed":7,"steps":20,"cfgscale":4}}"#)]),
        (
          "raw/1505-a-1.png",
          [("parameters", #"{"sui_image_params":{"prompt":"a","seed":7,"steps":20,"cfgscale":4}}"#)]
        ),
      ],
      run: "raw", dimensions: ["steps": ["9", "20"], "seed": ["7"], "cfg": ["4"], "prompt": ["a"]],
      axes: ("steps", "seed"), cells: [(1, "raw/1504-a.png"), (2, "raw/1505-a-1.png")]),
    Folder(
      tool: "Fooocus",
      files: ["5", "7", "7"].enumerated().map { index, seed in
        (
          "outputs/2024-05-01/2024-05-01_10-11-1\(index)_1234.png",
          [("parameters", "{\"metadata_scheme\":\"fooocus\",\"seed\":\"\(seed)\",\"steps\":30}")]
        )
      },
      run: "outputs/2024-05-01", dimensions: ["seed": ["5", "7"], "steps": ["30"]], axes: ("seed", nil),
      cells: [
        (1, "outputs/2024-05-01/2024-05-01_10-11-10_1234.png"), (2, "outputs/2024-05-01/2024-05-01_10-11-12_1234.png"),
      ]),
    Folder(
      tool: "InvokeAI",
      files: ["9", "9", "10"].enumerated().map { index, seed in
        (
          "outputs/images/0\(index)/0\(index)1b2c3d-0000-4000-8000-123456789abc.png",
          [("invokeai_metadata", "{\"seed\":\(seed),\"steps\":24,\"model\":{\"name\":\"m\"}}")]
        )
      } + plain("outputs/images/thumbnails/001b2c3d-0000-4000-8000-123456789abc.png"),
      run: "outputs/images", dimensions: ["seed": ["9", "10"], "model": ["m"]], axes: ("seed", "model"),
      cells: [
        (2, "outputs/images/01/011b2c3d-0000-4000-8000-123456789abc.png"),
        (1, "outputs/images/02/021b2c3d-0000-4000-8000-123456789abc.png"),
      ]),
  ]

  @Test(arguments: folders) func isReadAsItLies(_ folder: Folder) throws {
    let tree = try Tree([])
    for (index, file) in folder.files.enumerated() {
      let bytes = file.path.hasSuffix("jpg") ? ImageBytes.jpeg : ImageBytes.png(file.texts.map { ($0.0, $0.1) })
      try tree.write("root/" + file.path, bytes, seconds: 1_700_000_000 + index)
    }
    tree.scan()
    #expect(tree.runs == [folder.run])
    let found = tree.dimensions(of: folder.run)
    for (name, values) in folder.dimensions { #expect(found[name] == values, "\(name)") }
    let y = folder.axes.y.map { "&y=\($0)" } ?? ""
    let grid = tree.get("/api/training-runs/\(Tree.escaped(folder.run))/grid?x=\(folder.axes.x)\(y)")
    let images = grid["images"]?.array ?? []
    #expect(images.map { $0["path"]?.string } == folder.cells.map(\.top))
    #expect(images.map { $0["count"]?.scalarText } == folder.cells.map { "\($0.count)" })
    #expect(tree.problems(of: folder.run) == [:])
  }

  @Test func allOfThemUnderOneRootStayApart() throws {
    let tree = try Tree(
      Self.folders.flatMap { folder in
        folder.files.map { ("\(folder.tool)/\($0.path)", $0.path.hasSuffix("jpg") ? ImageBytes.jpeg : ImageBytes.png) }
      })
    #expect(tree.runs.sorted() == Self.folders.map { "\($0.tool)/\($0.run)" }.sorted())
    #expect(tree.dimensions(of: "ai-toolkit/output/lora")["epoch"] == nil)
  }
}
