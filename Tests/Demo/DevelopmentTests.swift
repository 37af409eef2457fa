import Testing

@testable import Demo

struct DevelopmentTests {
  private func development(_ subject: Subject, seed: Int = 420) -> Development {
    Development(scene: Scene.draw(subject, seed: seed, side: 32), seed: seed)
  }

  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Float {
    Float(zip(left, right).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Float(left.count)
  }

  @Test(arguments: Subject.allCases) func checkpointsConvergeAndThenOvershoot(_ subject: Subject) {
    let development = development(subject)
    let pictures = (0...10).map { development.pixels(at: Stage(progress: Float($0) / 10, cfg: 4)) }
    let errors = pictures.map { distance($0, pictures[8]) }
    #expect(zip(errors, errors.dropFirst()).prefix(7).allSatisfy { $0 > $1 }, "\(errors)")
    #expect(errors[0] > 30)
    #expect(errors[8] == 0)
    #expect(errors[10] > 8 && errors[10] > errors[9])
  }

  @Test(arguments: Subject.allCases) func seedsComposeDifferently(_ subject: Subject) {
    let best = Stage(progress: 0.8, cfg: 4)
    let (one, other) = (development(subject, seed: 420), development(subject, seed: 421))
    #expect(distance(one.pixels(at: best), other.pixels(at: best)) > 2)
  }

  @Test func moreCFGIsMoreColour() {
    let development = development(.stillLife)
    func colour(_ cfg: Float) -> Int {
      let pixels = development.pixels(at: Stage(progress: 0.8, cfg: cfg))
      return stride(from: 0, to: pixels.count, by: 3).reduce(0) { $0 + abs(Int(pixels[$1]) - Int(pixels[$1 + 2])) }
    }
    #expect(colour(1) < colour(4))
    #expect(colour(4) < colour(8))
  }

  /// The same on every machine: a hash (FNV-1a) of pixels, since the files also depend on the version of libdeflate.
  @Test(
    arguments: [
      (Subject.forest, 10_105_506_174_511_100_974), (.lighthouse, 16_060_303_177_830_051_376),
      (.skyline, 4_662_569_317_595_031_902), (.stillLife, 18_116_507_225_897_215_012),
      (.portrait, 15_629_787_413_011_759_557),
    ] as [(Subject, UInt64)])
  func thePixelsAreAlwaysTheSame(_ subject: Subject, hash: UInt64) {
    let development = development(subject)
    let all = [0, 0.3, 0.8, 1].flatMap { development.pixels(at: Stage(progress: $0, cfg: 8)) }
    #expect(all.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } == hash)
  }
}
