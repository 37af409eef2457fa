typealias Colour = SIMD4<Float>
typealias Point = SIMD2<Float>

func rgb(_ red: Float, _ green: Float, _ blue: Float) -> Colour { Colour(red, green, blue, 0) }

@inline(__always) func mix(_ from: Colour, _ to: Colour, _ share: Float) -> Colour { from + (to - from) * share }

@inline(__always) func unit(_ value: Float) -> Float { min(max(value, 0), 1) }

/// From 0 at `from` to 1 at `to`, without corners.
@inline(__always) func smooth(_ from: Float, _ to: Float, _ value: Float) -> Float {
  let share = unit((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

/// A square picture of floating-point colours; 0 is black and 1 is full. Points go from 0 to 1, from the upper left.
///
/// Only + − × ÷ and the square root are used on the way to a pixel: they give the same result on every machine, which
/// the C library's sine and exponential do not promise.
final class Raster {
  let side: Int
  let pixels: UnsafeMutableBufferPointer<Colour>

  init(side: Int) {
    self.side = side
    pixels = .allocate(capacity: side * side)
    pixels.initialize(repeating: .zero)
  }

  deinit { pixels.deallocate() }

  /// Between the four nearest pixels; the border goes on for ever.
  @inline(__always) func sample(_ point: Point) -> Colour {
    let last = Float(side - 1)
    let x = min(max(point.x * Float(side) - 0.5, 0), last)
    let y = min(max(point.y * Float(side) - 0.5, 0), last)
    let (column, row) = (Int(x), Int(y))
    let (right, below) = (min(column + 1, side - 1), min(row + 1, side - 1))
    let (across, down) = (x - Float(column), y - Float(row))
    let upper = mix(pixels[row * side + column], pixels[row * side + right], across)
    let lower = mix(pixels[below * side + column], pixels[below * side + right], across)
    return mix(upper, lower, down)
  }

  /// Every pixel anew, from its place and what it was.
  @inline(__always) func map(_ colour: (Point, Colour) -> Colour) {
    for index in 0..<(side * side) {
      let point = Point(Float(index % side) + 0.5, Float(index / side) + 0.5) / Float(side)
      pixels[index] = colour(point, pixels[index])
    }
  }

  func stretched(to side: Int) -> Raster {
    let large = Raster(side: side)
    large.map { point, _ in sample(point) }
    return large
  }

  /// Half the size; each pixel is the mean of four.
  func halved() -> Raster {
    let half = Raster(side: side / 2)
    for row in 0..<half.side {
      for column in 0..<half.side {
        let corner = 2 * row * side + 2 * column
        half.pixels[row * half.side + column] =
          (pixels[corner] + pixels[corner + 1] + pixels[corner + side] + pixels[corner + side + 1]) / 4
      }
    }
    return half
  }
}

/// A picture and its halves, to look at it as blurred as wanted.
struct Pyramid {
  let levels: [Raster]

  init(_ raster: Raster) {
    var levels = [raster]
    while let last = levels.last, last.side > 4, last.side % 2 == 0 { levels.append(last.halved()) }
    self.levels = levels
  }

  /// `blur` 0 is sharp, each whole step doubles the blur.
  @inline(__always) func sample(_ point: Point, blur: Float) -> Colour {
    let level = min(max(blur, 0), Float(levels.count - 1))
    let lower = Int(level)
    let colour = levels[lower].sample(point)
    let share = level - Float(lower)
    return share == 0 ? colour : mix(colour, levels[lower + 1].sample(point), share)
  }
}
