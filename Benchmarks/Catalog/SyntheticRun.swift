import Samples

/// Images in checkpoint-named folders with four dimensions in the file name, like
/// `index=5&prompt_name=portal_hub&seed=422&cfg=3&_00001_.png`.
struct SyntheticRun {
  static let name = "bench"
  let folderCount = 20
  let imagesPerFolder: Int

  init(imageCount: Int) { imagesPerFolder = max(1, imageCount / 20) }

  func folder(_ index: Int) -> FileChange {
    var batch = FileBatch()
    batch.reserve(files: imagesPerFolder, bytes: imagesPerFolder * 90)
    // A stride that is prime to the count, so that the names come in no order, as readdir gives them.
    for image in 0..<imagesPerFolder { add(image * 7919 % imagesPerFolder, index, to: &batch) }
    return .folder(path(index), in: [placement(index)], batch)
  }

  func oneMore(_ index: Int) -> FileChange {
    var batch = FileBatch()
    add(imagesPerFolder + index, index % folderCount, to: &batch)
    return .files(path(index % folderCount), in: [placement(index % folderCount)], batch, removed: [])
  }

  private func path(_ folder: Int) -> RelativePath { RelativePath("models/bench-step\(padded(folder)).safetensors") }

  private func placement(_ folder: Int) -> Placement {
    let checkpoint = DimensionValue("checkpoint", "bench-step\(padded(folder))", .folder)
    return Placement(run: Self.name, dimensions: [checkpoint])
  }

  private func padded(_ folder: Int) -> String {
    let digits = String((folder + 1) * 500)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func add(_ image: Int, _ folder: Int, to batch: inout FileBatch) {
    let values = [
      ("index", String(image / 50 % 10)), ("prompt_name", Self.prompts[image / 500 % 10]),
      ("seed", String(400 + image % 50)), ("cfg", String(1 + image / 5000 % 10)),
    ]
    let counter = String(100_001 + image / 50_000).dropFirst()
    let name = values.map { "\($0)=\($1)&" }.joined() + "_\(counter)_.png"
    let stamp = FileStamp(
      modified: 1_700_000_000_000_000_000 + Int64(image), size: 2_000_000, inode: UInt64(folder * 1_000_000 + image))
    batch.addFile(name: Array(name.utf8)[...], stamp: stamp)
    for (name, value) in values { batch.addValue(DimensionValue(name, value, .filename)) }
  }

  private static let prompts = [
    "portal_hub", "forest_path", "old_harbour", "desert_road", "snow_temple", "night_market", "glass_tower",
    "river_delta", "moon_garden", "quiet_room",
  ]
}
