/// Reproducible randomness: the same key and place always give the same number.
struct Noise {
  let key: UInt32

  init(_ seed: Int, _ purpose: Int) {
    key = Noise.hash(UInt32(truncatingIfNeeded: seed) &* 747_796_405 &+ UInt32(truncatingIfNeeded: purpose))
  }

  /// PCG's output permutation.
  @inline(__always) static func hash(_ value: UInt32) -> UInt32 {
    let state = value &* 747_796_405 &+ 2_891_336_453
    let word = ((state >> ((state >> 28) &+ 4)) ^ state) &* 277_803_737
    return (word >> 22) ^ word
  }

  /// 0 up to 1.
  @inline(__always) func value(_ column: Int, _ row: Int = 0) -> Float {
    let mixed = Noise.hash(UInt32(truncatingIfNeeded: column) ^ Noise.hash(UInt32(truncatingIfNeeded: row) ^ key))
    return Float(mixed >> 8) / 16_777_216
  }

  func between(_ low: Float, _ high: Float, _ column: Int, _ row: Int = 0) -> Float {
    low + (high - low) * value(column, row)
  }

  /// A line of hills: −1 to 1, smooth, one hill or valley per unit.
  @inline(__always) func ridge(_ x: Float) -> Float {
    let cell = x.rounded(.down)
    let (left, right) = (value(Int(cell)), value(Int(cell) + 1))
    return (left + (right - left) * smooth(0, 1, x - cell)) * 2 - 1
  }

  /// Hills with smaller hills on them.
  @inline(__always) func ridges(_ x: Float) -> Float { ridge(x) + ridge(x * 2.7 + 9) * 0.4 + ridge(x * 7.1 + 5) * 0.15 }

  @inline(__always) func cloud(_ point: Point) -> Float {
    let cell = point.rounded(.down)
    let (column, row) = (Int(cell.x), Int(cell.y))
    let (across, down) = (smooth(0, 1, point.x - cell.x), smooth(0, 1, point.y - cell.y))
    let upper = value(column, row) + (value(column + 1, row) - value(column, row)) * across
    let lower = value(column, row + 1) + (value(column + 1, row + 1) - value(column, row + 1)) * across
    return upper + (lower - upper) * down
  }

  /// Random colours in a small picture: stretched, they are blotches.
  func blotches(side: Int) -> Raster {
    let raster = Raster(side: side)
    for index in 0..<(side * side) {
      raster.pixels[index] = Colour(value(index, 0), value(index, 1), value(index, 2), value(index, 3))
    }
    return raster
  }
}
