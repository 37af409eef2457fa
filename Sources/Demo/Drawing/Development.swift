/// What training does to a picture: noise and blur before it is done, glaring colours and halos when it went on too
/// long. CFG moves contrast and saturation, as it does in a sampler.
struct Stage {
  /// 0 is noise, 1 is done.
  var quality: Float
  /// 0 is fine, 1 is spoilt.
  var overcooked: Float
  var saturation: Float
  var contrast: Float

  /// The best checkpoints are those at three to four fifths of the way.
  init(progress: Float, cfg: Float) {
    quality = unit(progress / 0.74)
    overcooked = unit((progress - 0.84) / 0.16)
    saturation = (0.4 + 0.15 * cfg) * (1 + overcooked * 0.9)
    contrast = (0.76 + 0.06 * cfg) * (1 + overcooked * 0.45)
  }
}

/// Shows one scene at any stage.
struct Development {
  private let scene: Pyramid
  private let side: Int
  /// What stands in place of the scene at first.
  private let speckle: Raster
  /// Where each point is pushed to.
  private let drift: Raster

  init(scene: Raster, seed: Int) {
    self.scene = Pyramid(scene)
    side = scene.side
    speckle = Development.speckle(seed, side: scene.side)
    drift = Noise(seed, 13).blotches(side: 7).stretched(to: scene.side)
  }

  /// Blotches of two sizes, as in latent space; finer grain would make files of half a megabyte.
  private static func speckle(_ seed: Int, side: Int) -> Raster {
    let fine = Noise(seed, 11).blotches(side: max(8, side / 8))
    let coarse = Noise(seed, 12).blotches(side: max(4, side / 30))
    let speckle = fine.stretched(to: side)
    speckle.map { point, colour in
      let mixed = (colour - 0.5) * 0.75 + (coarse.sample(point) - 0.5) * 0.6
      return mix(Colour(repeating: (mixed.x + mixed.y + mixed.z) / 3), mixed, 0.6) + 0.5
    }
    return speckle
  }

  /// RGB bytes.
  func pixels(at stage: Stage) -> [UInt8] {
    let look = Look(stage, side: side)
    var bytes = [UInt8](repeating: 0, count: side * side * 3)
    bytes.withUnsafeMutableBufferPointer { bytes in
      for row in 0..<side {
        for column in 0..<side {
          let colour = colour(column, row, stage, look)
          store(colour, steps: look.steps, in: bytes, at: (row * side + column) * 3)
        }
      }
    }
    return bytes
  }

  @inline(__always) private func colour(_ column: Int, _ row: Int, _ stage: Stage, _ look: Look) -> Colour {
    let index = row * side + column
    var point = Point(Float(column) + 0.5, Float(row) + 0.5) / Float(side)
    if look.distance > 0 { point += Point(drift.pixels[index].x - 0.5, drift.pixels[index].y - 0.5) * look.distance }
    var colour = scene.sample(point, blur: look.blur)
    if look.halo > 0 { colour += (colour - scene.sample(point, blur: look.haloBlur)) * look.halo }
    if look.noise > 0 { colour = mix(colour, speckle.pixels[index], look.noise) }
    colour = graded(colour, stage)
    return stage.overcooked > 0 ? spoilt(colour, column, row, stage.overcooked) : colour
  }

  @inline(__always) private func graded(_ colour: Colour, _ stage: Stage) -> Colour {
    let light = colour.x * 0.3 + colour.y * 0.59 + colour.z * 0.11
    let grey = Colour(repeating: light)
    return (mix(grey, colour, stage.saturation) - 0.45) * stage.contrast + 0.45
  }

  /// Hard steps of colour, and blocks.
  @inline(__always) private func spoilt(_ colour: Colour, _ column: Int, _ row: Int, _ amount: Float) -> Colour {
    let stepped = Colour(stepped(colour.x, 7), stepped(colour.y, 7), stepped(colour.z, 7), 0)
    let block: Float = (column ^ row) & 8 == 0 ? 0.03 : -0.03
    return mix(colour, stepped, amount * 0.75) + block * amount
  }

  @inline(__always) private func stepped(_ value: Float, _ steps: Float) -> Float {
    Float(Int(unit(value) * steps + 0.5)) / steps
  }

  @inline(__always) private func store(
    _ colour: Colour, steps: Float, in bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int
  ) {
    bytes[index] = UInt8(stepped(colour.x, steps) * 255 + 0.5)
    bytes[index + 1] = UInt8(stepped(colour.y, steps) * 255 + 0.5)
    bytes[index + 2] = UInt8(stepped(colour.z, steps) * 255 + 0.5)
  }
}

/// A stage as numbers for each pixel.
private struct Look {
  let noise: Float
  let blur: Float
  let distance: Float
  let halo: Float
  let haloBlur: Float
  /// Nobody sees fewer colours in noise, and its files are half as large.
  let steps: Float

  init(_ stage: Stage, side: Int) {
    let raw = 1 - stage.quality
    noise = raw * raw * (0.3 + raw * 0.55)
    // Each halving of the picture is one step of blur less for the same look.
    blur = max(0, raw * 5 - Float(Float(512 / side).exponent))
    distance = raw * 0.16 + stage.overcooked * 0.025
    halo = max(0, stage.saturation - 1.1) * 0.55 + stage.overcooked * 0.9
    haloBlur = blur + 2.3
    steps = noise > 0.02 ? 51 : 255
  }
}
