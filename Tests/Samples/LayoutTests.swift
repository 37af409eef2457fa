import Samples
import Testing

/// Every literal file name of the trainers' own sources, read in a folder of that tool.
@Suite struct LayoutTests {
  struct Sample: CustomTestStringConvertible {
    var path: String
    var run: String
    var values: [String: String]
    var testDescription: String { path }

    init(_ path: String, _ run: String, _ values: [String: String]) {
      self.path = path
      self.run = run
      self.values = values
    }
  }

  static let time = "20240512093015"

  static let kohya = [
    Sample(
      "out/sample/sks_v2_e000010_00_20240512093015_42.png", "out",
      [
        "name": "sks_v2", "epoch": "10", "prompt_index": "0", "seed": "42", "time": time,
      ]),
    Sample(
      "out/sample/sks_v2_000500_01_20240512093015.png", "out",
      [
        "name": "sks_v2", "step": "500", "prompt_index": "1", "time": time,
      ]),
    Sample(
      "out/sample/e000001_00_20240512093015_0.png", "out",
      [
        "epoch": "1", "prompt_index": "0", "seed": "0", "time": time,
      ]),
    Sample(
      "out/sample/run_2024_000000_11_20240512093015_1234567890.png", "out",
      [
        "name": "run_2024", "step": "0", "prompt_index": "11", "seed": "1234567890", "time": time,
      ]),
    Sample(
      "out/sample/x_1000500_00_20240512093015_3.png", "out",
      [
        "name": "x", "step": "1000500", "prompt_index": "0", "seed": "3", "time": time,
      ]),
    Sample(
      "out/sample/wan_e000004_02_20250301120000_7_000.png", "out",
      [
        "name": "wan", "epoch": "4", "prompt_index": "2", "seed": "7", "frame": "0", "time": "20250301120000",
      ]),
    Sample(
      "out/sample/wan_000200_00_20250301120000_000.png", "out",
      [
        "name": "wan", "step": "200", "prompt_index": "0", "frame": "0", "time": "20250301120000",
      ]),
    Sample(
      "out/sample/qlay_e000002_00_20260101000000_5_003.png", "out",
      [
        "name": "qlay", "epoch": "2", "prompt_index": "0", "seed": "5", "frame": "3", "time": "20260101000000",
      ]),
    Sample(
      "ünï/sample/a b_ü_000500_00_20240512093015_-1.png", "ünï",
      [
        "name": "a b_ü", "step": "500", "prompt_index": "0", "seed": "-1", "time": time,
      ]),
    // The order until 2024.
    Sample(
      "out/sample/catwoman_1024_20240327114903_e000001_00.png", "out",
      [
        "name": "catwoman_1024", "epoch": "1", "prompt_index": "0", "time": "20240327114903",
      ]),
    Sample(
      "out/sample/sks_20230405120000_000500_01_42.png", "out",
      [
        "name": "sks", "step": "500", "prompt_index": "1", "seed": "42", "time": "20230405120000",
      ]),
    Sample(
      "out/sample/20230405120000_e000002_00_7.png", "out",
      [
        "epoch": "2", "prompt_index": "0", "seed": "7", "time": "20230405120000",
      ]),
    Sample(
      "copied/sks_000500_00_20240512093015_3.png", "copied",
      [
        "name": "sks", "step": "500", "prompt_index": "0", "seed": "3", "time": time,
      ]),
  ]

  static let aiToolkit = [
    Sample(
      "output/my_lora/samples/1763563000703__000004000_0.jpg", "output/my_lora",
      [
        "time": "1763563000703", "step": "4000", "prompt_index": "0",
      ]),
    Sample(
      "output/my_lora/samples/1763563000704__000000250_12.jpg", "output/my_lora",
      [
        "time": "1763563000704", "step": "250", "prompt_index": "12",
      ]),
    Sample(
      "output/my_lora/samples/1763563000706__000000000_3.webp", "output/my_lora",
      [
        "time": "1763563000706", "step": "0", "prompt_index": "3",
      ]),
    Sample(
      "output/my_lora/samples/1763563000705__0.jpg", "output/my_lora",
      [
        "time": "1763563000705", "prompt_index": "0",
      ]),
    Sample(
      "output/my_lora/samples/1__000001000_0.jpg", "output/my_lora",
      [
        "time": "1", "step": "1000", "prompt_index": "0",
      ]),
  ]

  static let oneTrainer = [
    Sample(
      "workspace/run/samples/0 - a photo of sks dog in a bucket/2024-05-12_09-30-15-training-sample-500-2-100.jpg",
      "workspace/run",
      [
        "prompt_index": "0", "prompt": "a photo of sks dog in a bucket", "step": "500", "epoch": "2",
        "epoch_step": "100", "time": "2024-05-12_09-30-15",
      ]),
    Sample(
      "workspace/run/samples/1 - portrait of sks - no-ema/myrun_2024-05-12_09-31-02-training-sample-500-2-100.jpg",
      "workspace/run",
      [
        "prompt_index": "1", "prompt": "portrait of sks", "ema": "no", "step": "500", "epoch": "2",
        "epoch_step": "100", "time": "2024-05-12_09-31-02", "name": "myrun",
      ]),
    Sample(
      "workspace/run/samples/2 - /2024-05-12_09-31-09-training-sample-0-0-0.png", "workspace/run",
      [
        "prompt_index": "2", "step": "0", "epoch": "0", "epoch_step": "0", "time": "2024-05-12_09-31-09",
      ]),
    Sample(
      "workspace/run/samples/custom/2024-05-12_10-00-00-training-sample-612-2-212.png", "workspace/run",
      [
        "step": "612", "epoch": "2", "epoch_step": "212", "time": "2024-05-12_10-00-00",
      ]),
  ]

  static let simpleTuner = [
    Sample(
      "output/validation_images/step_0_validation_0_1024x1024.png", "output",
      [
        "step": "0", "prompt": "validation", "image_index": "0", "size": "1024x1024",
      ]),
    Sample(
      "output/validation_images/step_500_user_library_cat_0_1024x1024.png", "output",
      [
        "step": "500", "prompt": "user_library_cat", "image_index": "0", "size": "1024x1024",
      ]),
    Sample(
      "output/validation_images/step_1000__0_512x768.jpg", "output",
      [
        "step": "1000", "image_index": "0", "size": "512x768",
      ]),
    Sample(
      "output/validation_images/step_500_robot_1024x1024.png", "output",
      [
        "step": "500", "prompt": "robot", "size": "1024x1024",
      ]),
    Sample(
      "output/validation_images/step_500_robot_(1024, 768).png", "output",
      [
        "step": "500", "prompt": "robot", "size": "1024x768",
      ]),
    Sample("output/validation_images/step_9_prompt_0.webp", "output", ["step": "9", "prompt_index": "0"]),
    Sample("output/validation_images/step_12/3.png", "output", ["step": "12", "image_index": "3"]),
    Sample("output/validation_images/cat_1024x1024.png", "output", ["prompt": "cat", "size": "1024x1024"]),
  ]

  static let others = [
    Sample(
      "out/1715500000/validation/epoch_00000002-step_00000500/prompt_0001/0003.jpg", "out/1715500000",
      [
        "epoch": "2", "step": "500", "prompt_index": "1", "image_index": "3",
      ]),
    Sample(
      "logs/cats-20240512-093015/samples/gs00500-2-a photo of a cat.jpg", "logs/cats-20240512-093015",
      ["step": "500", "image_index": "2"]),
    Sample("output/ComfyUI_00001_.png", "output", ["prefix": "ComfyUI"]),
    Sample("output/compare/compare-prompt-diff-x4_00048_.png", "output/compare", ["prefix": "compare-prompt-diff-x4"]),
    Sample("output/my_lora-000010/seed42_cfg3.5_00012_.png", "output/my_lora-000010", ["prefix": "seed42_cfg3.5"]),
    Sample(
      "output/my_lora-000010_00012_.png", "output",
      [
        "prefix": "my_lora-000010", "checkpoint": "my_lora-000010", "epoch": "10",
      ]),
    Sample(
      "output/prompt_name=forest&seed=420&cfg=1&_00001_.png", "output",
      [
        "prompt_name": "forest", "seed": "420", "cfg": "1",
      ]),
    Sample(
      "outputs/txt2img-images/2024-05-01/00012-1234567890.png", "outputs/txt2img-images/2024-05-01",
      [
        "seed": "1234567890"
      ]),
    Sample("outputs/txt2img-images/00003-42-a red bicycle by a canal.png", "outputs/txt2img-images", ["seed": "42"]),
    Sample("outputs/2024-05-01/2024-05-01_10-20-30_1234.png", "outputs/2024-05-01", ["time": "2024-05-01_10-20-30"]),
    Sample("outputs/images/ab/0f8fad5b-d9cb-469f-a165-70867728950e.png", "outputs/images", [:]),
    Sample("outputs/images/2026/03/01/0f8fad5b-d9cb-469f-a165-70867728950e.png", "outputs/images", [:]),
    Sample("outputs/images/control/0f8fad5b-d9cb-469f-a165-70867728950e.png", "outputs/images", [:]),
    Sample("images/mine/0f8fad5b-d9cb-469f-a165-70867728950e.png", "images/mine", [:]),
    Sample("output/ComfyUI_temp_abcde_00001_.png", "output", ["prefix": "ComfyUI_temp_abcde"]),
    Sample("out/image_0.png", "out", ["image_index": "0"]),
    Sample("out/images_1.png", "out", ["image_index": "1"]),
    Sample("out/image_control.png", "out", [:]),
    Sample("out/sample/notes.png", "out/sample", [:]),
  ]

  static func read(_ path: String) -> (run: String, values: [String: String], batch: FileBatch) {
    let path = RelativePath(path)
    let parts = FolderReader.parts(of: path.parent)
    var census = NameCensus()
    census.add(NameKind.of(ImageFileName.stem(path.lastComponent), in: parts))
    let reader = FolderReader(folder: path.parent, layout: census.layout, rules: .discovery)
    var batch = FileBatch()
    reader.add(path.lastComponent, stamp: FileStamp(modified: 1, size: 1, inode: 1), to: &batch)
    let all = reader.placements[0].dimensions + batch.dimensionValues(of: 0)
    let values = Dictionary(all.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    return (reader.placements[0].run, values, batch)
  }

  @Test(arguments: kohya + aiToolkit + oneTrainer + simpleTuner + others)
  func everyKnownNameGivesItsRunAndValues(_ sample: Sample) {
    let (run, values, _) = Self.read(sample.path)
    #expect(run == sample.run)
    #expect(values == sample.values)
  }

  /// What the patterns of A1111 and its kin put in the seed's place.
  @Test(arguments: [
    "00024-2025-04-10-hassakuXLIllustrious_v21fix.png", "00000-20230409035063.png", "00000-20230409035013.png",
    "00007-20240512.png", "00012-20-7.0-123456.png", "00012-123456-20.png", "00001-2025-04-10.png", "12345-1.png",
    "123456-20.png",
  ])
  func aNumberThatMayBeSomethingElseIsNoSeed(_ name: String) {
    #expect(Self.read("outputs/txt2img-images/\(name)").values == [:])
  }

  @Test(arguments: [
    ("00012-2025.png", "2025"), ("00012-2025-a city in 1999.png", "2025"), ("00003-1234567890-1girl.png", "1234567890"),
    ("00003-7-50mm photo, 4k.png", "7"), ("00003-18446744073709551615.png", "18446744073709551615"),
    ("12345-1234567890.png", "1234567890"),
  ])
  func aSeedIsOneWhateverFollows(_ name: String, _ seed: String) {
    #expect(Self.read("outputs/txt2img-images/\(name)").values == ["seed": seed])
  }

  /// Seeds, dates and times at the end of a prefix; trainers pad their numbers with zeros.
  @Test(arguments: [
    "render_4595344337756276", "character_sheet-180705", "elf_girl-153012", "zimage-2026-01-18-003159",
    "ZImage_2026_01_02_153012_3_777888999000111", "20240512-153015", "img_1700000000", "flux_20240812142530",
    "Flux-1024x1024-1234567890", "a_20260118-003159", "b-2026_01_18-101530", "c 26-01-18-003159",
  ])
  func whatEndsLikeACheckpointByChanceIsNone(_ prefix: String) {
    #expect(Self.read("output/\(prefix)_00001_.png").values == ["prefix": prefix])
  }

  @Test(arguments: [
    ("sks_v2-step00004500", "step", "4500"), ("sks_000000250", "step", "250"), ("sks-2024-000012", "epoch", "12"),
    ("sks_20240512-000012", "epoch", "12"), ("sks_20240512-002099", "epoch", "2099"),
    ("sks-step123456789", "step", "123456789"),
  ])
  func whatATrainerNumberedIsACheckpoint(_ prefix: String, _ name: String, _ number: String) {
    let expected = ["prefix": prefix, "checkpoint": prefix, name: number]
    #expect(Self.read("output/\(prefix)_00001_.png").values == expected)
  }

  @Test(arguments: [
    "outputs/txt2img-grids/2024-05-01/xyz_grid-0001-42.png", "g/grid-0004.png",
    "ch05/img/xyz_grid-0106-978318572-3072-1012-4.5-48-20230922003223.png",
  ])
  func bitmapsOfWholeGridsAreNoSamples(_ path: String) {
    #expect(Self.read(path).batch.files[0].isContactSheet)
  }

  @Test(arguments: ["wan_000200_00_20250301120000_42.mp4", "log.html", "sks_v2.safetensors", ".tmp", "a.png.tmp"])
  func whatIsNoPictureIsPassedOver(_ name: String) { #expect(!ImageFileName.isImage(Array(name.utf8)[...])) }

  @Test func laterNamesAreNewer() {
    let early = Self.read("out/sample/a_000500_00_20240512093015_1.png").batch.files[0].taken
    let late = Self.read("out/sample/a_000500_00_20240513000000_1.png").batch.files[0].taken
    #expect(early == 1_715_506_215_000_000_000)
    #expect(late! > early!)
    #expect(Self.read("j/samples/1763563000703__000004000_0.jpg").batch.files[0].taken == 1_763_563_000_703_000_000)
  }

  @Test func theToolOfMostNamesReadsTheFolder() {
    func layout(_ names: [String]) -> String? {
      var census = NameCensus()
      for name in names { census.add(NameKind.of(ImageFileName.stem(Array(name.utf8)[...]), in: ["run"])) }
      return census.layout.map { Layouts.all[$0].tool }
    }
    let kohya = ["a_000500_00_20240512093015_1.png", "a_000600_00_20240512093115_1.png"]
    #expect(layout(kohya + ["00001-42.png"]) == "kohya sd-scripts")
    #expect(layout(["00001-42.png", "00002-43.png"] + [kohya[0]]) == "A1111")
    #expect(layout([kohya[0], "00001-42.png"]) == "kohya sd-scripts")
    #expect(layout(["x.png"]) == nil)
    #expect(values(ofName: "notes.png", layout: 1) == [:])
    #expect(values(ofName: "cfg=1&seed=2.png", layout: 1) == ["cfg": "1", "seed": "2"])
  }

  @Test(arguments: ["2024__1.png", "17__0.jpg", "IMG__3.png"])
  func twoNumbersAreNoSampleOfAIToolkit(_ name: String) { #expect(Self.read("out/samples/\(name)").values.isEmpty) }

  @Test(arguments: [
    "a_00500_00_20240512093015_1.png", "a_000500_0_20240512093015_1.png", "a_000500_00_2024051209301_1.png",
    "a_000500_00_20240512093015_007x.png",
  ])
  func nearlyKohyaIsNotKohya(_ name: String) { #expect(Self.read("out/sample/\(name)").values.isEmpty) }

  /// Found by fuzzing: a year that nanoseconds since 1970 cannot hold.
  @Test(arguments: [
    "out/9999-05-12_09-30-15_1234.png", "out/samples/9999999999999__000000250_0.jpg",
    "out/sample/a_000500_00_99990512093015_1.png", "out/sample/a_000500_00_00010512093015_1.png",
    "run/samples/0 - a/9999-05-12_09-30-15-training-sample-500-2-100.jpg",
  ])
  func aTimeBeyondTheClockIsNone(_ path: String) { #expect(Self.read(path).batch.files[0].taken == nil) }
}
