/// A city at dusk: three rows of towers with lit windows, mirrored in a river.
struct SkylineScene {
  let canvas: Canvas
  let noise: Noise
  private let shore: Float = 0.7

  init(canvas: Canvas, seed: Int) {
    self.canvas = canvas
    noise = Noise(seed, 3)
  }

  func draw() {
    sky()
    for row in 0..<3 { towers(row) }
    river()
  }

  private func sky() {
    let sun = noise.between(0.2, 0.8, 1)
    canvas.paint(Box(bottom: shore)) { point in
      let upper = mix(rgb(0.13, 0.10, 0.34), rgb(0.66, 0.26, 0.50), smooth(0, 0.42, point.y))
      let base = mix(upper, rgb(1.0, 0.62, 0.30), smooth(0.3, shore, point.y))
      let glow = unit(1 - Shape.length((point - Point(sun, shore)) * Point(1.3, 2)))
      let cloud = smooth(0.55, 0.8, noise.cloud(point * Point(2.5, 16)) * 0.6 + noise.cloud(point * Point(6, 34)) * 0.4)
      return (mix(base, rgb(0.98, 0.52, 0.46), cloud * 0.55) + rgb(0.5, 0.3, 0.06) * glow * glow, 1)
    }
  }

  private func towers(_ row: Int) {
    let near = Float(row) / 2
    let wall = mix(rgb(0.50, 0.30, 0.48), rgb(0.07, 0.07, 0.15), smooth(0, 1, near * 0.7 + 0.3))
    var left = noise.between(-0.08, 0, row, 10)
    var index = 0
    while left < 1 {
      let width = noise.between(0.06, 0.115, index, 20 + row)
      let tall =
        noise.between(0.1, 0.3, index, 30 + row) * (1.5 - near * 0.55)
        + (noise.value(index, 40 + row) > 0.82 ? 0.13 : 0)
      tower(Box(left: left, top: shore - tall, right: left + width, bottom: shore), wall, index * 3 + row, near)
      left += width + noise.between(-0.008, 0.02, index, 50 + row)
      index += 1
    }
  }

  private func tower(_ box: Box, _ wall: Colour, _ index: Int, _ near: Float) {
    if noise.value(index, 60) > 0.55 {
      let middle = (box.left + box.right) / 2
      canvas.box(Box(left: middle - 0.003, top: box.top - 0.06, right: middle + 0.003, bottom: box.top), wall)
    }
    let warm = mix(rgb(1.0, 0.82, 0.42), rgb(0.75, 0.88, 1.0), noise.value(index, 61) > 0.75 ? 1 : 0)
    canvas.paint(box) { point in
      let grid = Point((point.x - box.left) / 0.0165, (point.y - box.top) / 0.021)
      let cell = grid.rounded(.down)
      let inside = grid - cell
      let isPane = inside.x > 0.28 && inside.x < 0.78 && inside.y > 0.3 && inside.y < 0.75
      let isLit = noise.value(Int(cell.x) &+ index &* 97, Int(cell.y) &+ 500) < 0.28 + near * 0.22
      let inWall = point.x < box.right - 0.01 && point.y > box.top + 0.012
      let shade = wall * (0.85 + 0.3 * (point.x - box.left) / (box.right - box.left))
      let colour = isPane && inWall ? (isLit ? mix(wall, warm, 0.45 + near * 0.5) : wall * 0.7) : shade
      return (colour, canvas.cover(Shape.box(point, box)))
    }
  }

  private func river() {
    canvas.paint(Box(top: shore)) { point in
      let depth = point.y - shore
      let ripple = (noise.cloud(Point(point.x * 7, depth * 150 / (1 + depth * 4))) - 0.5) * (0.012 + depth * 0.07)
      let mirrored = canvas.raster.sample(Point(point.x + ripple, shore - depth * 1.25 - abs(ripple)))
      let water = mirrored * 0.72 + rgb(0.015, 0.03, 0.08)
      return (mix(water, rgb(0.05, 0.05, 0.14), smooth(0, 0.3, depth) * 0.55), canvas.cover(shore - point.y))
    }
    canvas.box(Box(top: shore - 0.004, bottom: shore + 0.006), rgb(0.05, 0.05, 0.09))
  }
}
