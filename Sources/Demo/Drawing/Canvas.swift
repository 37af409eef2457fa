/// Part of a picture.
struct Box {
  var left: Float = 0
  var top: Float = 0
  var right: Float = 1
  var bottom: Float = 1

  static let all = Box()

  static func around(_ centre: Point, _ width: Float, _ height: Float) -> Box {
    Box(left: centre.x - width, top: centre.y - height, right: centre.x + width, bottom: centre.y + height)
  }
}

/// Paints shapes on a picture, each over those before.
struct Canvas {
  let raster: Raster

  init(side: Int) { raster = Raster(side: side) }

  /// `paint` tells each point's colour and how much it covers, 0 to 1.
  @inline(__always) func paint(_ box: Box = .all, _ paint: (Point) -> (Colour, Float)) {
    let side = Float(raster.side)
    let columns = pixels(box.left, box.right)
    let rows = pixels(box.top, box.bottom)
    for row in rows {
      for column in columns {
        let (colour, cover) = paint(Point(Float(column) + 0.5, Float(row) + 0.5) / side)
        guard cover > 0 else { continue }
        let index = row * raster.side + column
        raster.pixels[index] = mix(raster.pixels[index], colour, min(cover, 1))
      }
    }
  }

  /// Those from `first` to `last` that are in the picture: a shape may reach out of it, or lie outside.
  @inline(__always) private func pixels(_ first: Float, _ last: Float) -> Range<Int> {
    let side = Float(raster.side)
    let (start, end) = (unit(first) * side, unit(last) * side)
    return Int(start)..<max(Int(start), min(raster.side, Int(end) + 1))
  }

  /// How much of a pixel lies inside a shape whose border is `distance` away (negative inside).
  @inline(__always) func cover(_ distance: Float) -> Float { unit(0.5 - distance * Float(raster.side)) }

  /// Light on top of what is there.
  @inline(__always) func glow(_ box: Box = .all, _ light: (Point) -> Colour) {
    paint(box) { point in
      (raster.sample(point) + light(point), 1)
    }
  }

  func ellipse(_ centre: Point, _ width: Float, _ height: Float, _ colour: Colour, alpha: Float = 1) {
    paint(.around(centre, width, height)) { (colour, cover(Shape.ellipse($0 - centre, width, height)) * alpha) }
  }

  func box(_ box: Box, _ colour: Colour) {
    paint(box) { (colour, cover(Shape.box($0, box))) }
  }

  /// A soft-edged dark or light spot.
  func haze(_ centre: Point, _ width: Float, _ height: Float, _ colour: Colour, _ strength: Float) {
    paint(.around(centre, width, height)) { point in
      let near = unit(1 - Shape.length((point - centre) / Point(width, height)))
      return (colour, near * near * strength)
    }
  }

  /// A ball lit from the upper left.
  func ball(_ centre: Point, _ radius: Float, _ colour: Colour) {
    paint(.around(centre, radius, radius)) { point in
      let place = (point - centre) / radius
      let distance = Shape.length(place)
      let depth = max(0, 1 - distance * distance).squareRoot()
      let light = max(0, -place.x * 0.5 - place.y * 0.6 + depth * 0.62)
      let shine = light * light * light * light * light * light * light * light
      return (colour * (0.28 + 0.85 * light) + shine * 0.45, cover((distance - 1) * radius))
    }
  }
}

/// Distances to the borders of shapes, negative inside.
enum Shape {
  @inline(__always) static func length(_ point: Point) -> Float { (point.x * point.x + point.y * point.y).squareRoot() }

  /// Near enough at the border, which is where it matters.
  @inline(__always) static func ellipse(_ point: Point, _ width: Float, _ height: Float) -> Float {
    (length(point / Point(width, height)) - 1) * min(width, height)
  }

  @inline(__always) static func box(_ point: Point, _ box: Box) -> Float {
    max(max(box.left - point.x, point.x - box.right), max(box.top - point.y, point.y - box.bottom))
  }

  /// Pointing upwards from `base`.
  @inline(__always) static func triangle(_ point: Point, base: Point, halfWidth: Float, height: Float) -> Float {
    let up = base.y - point.y
    let side = abs(point.x - base.x) - halfWidth * (1 - up / height)
    return max(side * 0.8, -up)
  }
}
