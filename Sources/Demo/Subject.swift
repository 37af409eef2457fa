/// What a picture shows.
enum Subject: String, CaseIterable {
  case forest
  case lighthouse
  case skyline
  case stillLife = "still_life"
  case portrait

  static let landscapes: [Subject] = [.forest, .lighthouse, .skyline, .stillLife]

  var prompt: String {
    switch self {
    case .forest: "misty forest valley at sunrise, layered hills, tall firs, soft light"
    case .lighthouse: "lighthouse on a cliff at night, full moon over the sea, beam of light"
    case .skyline: "city skyline at dusk, lit windows, reflection in the river"
    case .stillLife: "still life, bowl of fruit on a wooden table, warm window light"
    case .portrait: "portrait of a person, studio background, soft smile"
    }
  }
}

/// The text that A1111 writes into its images.
enum GenerationText {
  static func parameters(of picture: DemoPicture, in scene: DemoScene, side: Int) -> String {
    """
    \(scene.subject.prompt)
    Negative prompt: blurry, lowres, watermark
    Steps: 24, Sampler: Euler a, Schedule type: Karras, CFG scale: \(picture.cfg), Seed: \(scene.seed), \
    Size: \(side)x\(side), Model: \(picture.checkpoint), Version: demo
    """
  }
}
