/// Which pictures a demo set has, and what each shows.
struct DemoPlan: Equatable {
  static let usualGridImages = 432
  static let usualPortraits = 32
  /// From here on the pictures are small: they are there to be many.
  static let manyImages = 5_000

  let grid: GridRun
  let portraits: PortraitRun
  /// Pixels of each side.
  let side: Int

  /// Nil: the usual set. Else that many images in all, some of them in the second run.
  init(images: Int?, side: Int? = nil) {
    let portraitCount = images.map { min(Self.usualPortraits, $0 / 10) } ?? Self.usualPortraits
    grid = GridRun(images: images.map { $0 - portraitCount } ?? Self.usualGridImages)
    portraits = PortraitRun(images: portraitCount)
    self.side = side ?? ((images ?? 0) < Self.manyImages ? 512 : 64)
  }

  var imageCount: Int { grid.images + portraits.images }

  /// Pictures of one scene each, so that a scene is drawn once.
  var scenes: [DemoScene] { grid.scenes + portraits.scenes }
}

/// One scene as all checkpoints and CFG values show it.
struct DemoScene: Equatable {
  var subject: Subject
  /// As names and texts tell it.
  var seed: Int
  /// Tells prompts of one subject apart.
  var variant = 0
  var pictures: [DemoPicture]

  /// What the drawing goes by.
  var composition: Int { seed + 1000 * variant }
}

struct DemoPicture: Equatable {
  /// Beneath the demo folder.
  var folder: String
  var name: String
  /// 0 for the first checkpoint, 1 for the last.
  var progress: Float
  var cfg: String
  var checkpoint: String
}

/// The run with query-encoded names: checkpoint × prompt × CFG × seed.
struct GridRun: Equatable {
  static let folder = "landscapes"
  static let name = "demo-landscapes"
  private static let cfgs = ["1", "4", "8", "2.5", "6", "10", "12", "15"]

  let images: Int
  private var checkpoints = 12
  private var prompts = Subject.landscapes.count
  private var cfgCount = 3
  private var seeds = 3

  /// More images are more seeds, then more CFG values, checkpoints and prompts, and then seeds again.
  init(images: Int) {
    self.images = images
    seeds = min(10, max(seeds, needed(per: checkpoints * prompts * cfgCount)))
    cfgCount = min(Self.cfgs.count, max(cfgCount, needed(per: checkpoints * prompts * seeds)))
    checkpoints = min(50, max(checkpoints, needed(per: prompts * cfgCount * seeds)))
    prompts = min(40, max(prompts, needed(per: checkpoints * cfgCount * seeds)))
    seeds = max(seeds, needed(per: checkpoints * prompts * cfgCount))
  }

  private func needed(per rest: Int) -> Int { (images + rest - 1) / rest }

  /// When the number is no product, the last scenes lack some pictures.
  var scenes: [DemoScene] {
    var scenes: [DemoScene] = []
    var left = images
    for seed in 0..<seeds {
      for prompt in 0..<prompts where left > 0 {
        let pictures = pictures(prompt: prompt, seed: 420 + seed).prefix(left)
        left -= pictures.count
        let (variant, subject) = prompt.quotientAndRemainder(dividingBy: Subject.landscapes.count)
        scenes.append(
          DemoScene(
            subject: Subject.landscapes[subject], seed: 420 + seed, variant: variant, pictures: Array(pictures)))
      }
    }
    return scenes
  }

  private func pictures(prompt: Int, seed: Int) -> [DemoPicture] {
    Self.cfgs[..<cfgCount].flatMap { cfg in
      (0..<checkpoints).map { checkpoint in
        let name = checkpointName(checkpoint)
        return DemoPicture(
          folder: "\(Self.folder)/\(name).safetensors",
          name: "index=\(prompt)&prompt_name=\(promptName(prompt))&seed=\(seed)&cfg=\(cfg)&_00001_.png",
          progress: Float(checkpoint) / Float(checkpoints - 1), cfg: cfg, checkpoint: name)
      }
    }
  }

  /// As sd-scripts names them: the last one has no number.
  private func checkpointName(_ index: Int) -> String {
    index == checkpoints - 1 ? Self.name : Self.name + "-step" + Digits.padded((index + 1) * 500, 8)
  }

  private func promptName(_ index: Int) -> String {
    let name = Subject.landscapes[index % Subject.landscapes.count].rawValue
    let round = index / Subject.landscapes.count
    return round == 0 ? name : "\(name)_\(round + 1)"
  }
}

/// The second run, named as sd-scripts names its samples: `<name>_<step>_<prompt>_<time>_<seed>.png`.
struct PortraitRun: Equatable {
  static let folder = "portraits/sample"
  static let name = "demo-portraits"
  private static let prompts = 4

  let images: Int

  var scenes: [DemoScene] {
    (0..<Self.prompts).compactMap { prompt in
      let count = (images + Self.prompts - 1 - prompt) / Self.prompts
      guard count > 0 else { return nil }
      return DemoScene(
        subject: .portrait, seed: 42 + prompt, pictures: (0..<count).map { picture($0, of: count, prompt: prompt) })
    }
  }

  private func picture(_ index: Int, of count: Int, prompt: Int) -> DemoPicture {
    let step = (index + 1) * 500
    let time = "20240512" + Digits.padded(9 + index / 6, 2) + Digits.padded(index % 6 * 10, 2) + "15"
    let parts = [Self.name, Digits.padded(step, 6), Digits.padded(prompt, 2), time, "\(42 + prompt)"]
    return DemoPicture(
      folder: Self.folder, name: parts.joined(separator: "_") + ".png",
      progress: Float(index) / Float(max(count - 1, 1)), cfg: "4",
      checkpoint: Self.name + "-step" + Digits.padded(step, 8))
  }
}

enum Digits {
  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
