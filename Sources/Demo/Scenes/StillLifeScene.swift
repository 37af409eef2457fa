/// Fruit in a bowl on a wooden table, light from a window on the left.
struct StillLifeScene {
  let canvas: Canvas
  let noise: Noise
  let bowl: Point
  private let table: Float = 0.66

  private static let fruits = [
    rgb(0.98, 0.55, 0.10), rgb(0.86, 0.14, 0.13), rgb(0.55, 0.75, 0.18), rgb(0.98, 0.82, 0.22), rgb(0.55, 0.14, 0.36),
  ]

  init(canvas: Canvas, seed: Int) {
    self.canvas = canvas
    noise = Noise(seed, 4)
    bowl = Point(noise.between(0.42, 0.6, 1), 0.68)
  }

  func draw() {
    wall()
    wood()
    canvas.haze(bowl + Point(0.07, 0.125), 0.36, 0.07, rgb(0.08, 0.04, 0.02), 0.85)
    for index in 0..<8 { heaped(index) }
    dish()
    for index in 0..<3 { loose(index) }
  }

  private func wall() {
    let hue = noise.value(2)
    let paint = mix(rgb(0.20, 0.40, 0.42), rgb(0.38, 0.30, 0.44), hue)
    canvas.paint { point in
      let light = unit(1.15 - Shape.length((point - Point(0.12, 0.18)) * Point(0.95, 0.9)))
      let plaster = 0.95 + noise.cloud(point * 14) * 0.07
      return (mix(paint * 0.4, paint * 1.25 + rgb(0.18, 0.12, 0.02), light * light) * plaster, 1)
    }
    let slant: Float = 0.35
    for pane in 0..<2 {
      let left = 0.1 + Float(pane) * 0.17
      canvas.paint(Box(left: left, top: 0.05, right: left + 0.4, bottom: 0.55)) { point in
        let x = point.x - (point.y - 0.08) * slant
        let inside = max(max(left - x, x - left - 0.13), max(0.08 - point.y, point.y - 0.46))
        return (rgb(1, 0.88, 0.6), smooth(0.012, -0.012, inside) * 0.28)
      }
    }
  }

  private func wood() {
    canvas.paint(Box(top: table)) { point in
      let near = (point.y - table) / (1 - table)
      let grain = noise.cloud(Point(point.x * 3, near * 26)) * 0.6 + noise.cloud(Point(point.x * 9, near * 70)) * 0.4
      let light = 1.15 - point.x * 0.45 - near * 0.15
      return (mix(rgb(0.40, 0.22, 0.11), rgb(0.66, 0.42, 0.22), grain) * light, canvas.cover(table - point.y))
    }
  }

  private func heaped(_ index: Int) {
    let row = index < 3 ? 0 : (index < 6 ? 1 : 2)
    let spread = Float([0.11, 0.115, 0.06][row])
    let place = Float(index - [0, 3, 6][row]) - [1, 1, 0.5][row]
    let centre =
      bowl
      + Point(
        place * spread + noise.between(-0.015, 0.015, index, 10),
        -0.15 + Float(row) * 0.055 + noise.between(-0.012, 0.012, index, 11))
    fruit(centre, noise.between(0.068, 0.086, index, 12), index)
  }

  private func loose(_ index: Int) {
    let side: Float = index == 0 ? -1 : 1
    let x = bowl.x + side * noise.between(0.3, 0.36, index, 20) - (index == 2 ? 0.16 : 0)
    let centre = Point(x, noise.between(0.83, 0.87, index, 21) + (index == 2 ? 0.04 : 0))
    let radius = noise.between(0.055, 0.072, index, 22)
    canvas.haze(centre + Point(0.035, radius * 0.85), radius * 1.6, radius * 0.5, rgb(0.08, 0.04, 0.02), 0.9)
    fruit(centre, radius, index + 9)
  }

  private func fruit(_ centre: Point, _ radius: Float, _ index: Int) {
    let colour = Self.fruits[Int(noise.value(index, 30) * Float(Self.fruits.count))]
    canvas.ball(centre, radius, colour)
    let stem = Box(
      left: centre.x - 0.004, top: centre.y - radius * 1.12, right: centre.x + 0.004, bottom: centre.y - radius * 0.72)
    canvas.box(stem, rgb(0.25, 0.16, 0.08))
  }

  private func dish() {
    let (width, height): (Float, Float) = (0.24, 0.17)
    let rim = bowl.y - 0.045
    let glaze = mix(rgb(0.20, 0.36, 0.66), rgb(0.85, 0.83, 0.78), noise.value(3) > 0.5 ? 1 : 0)
    canvas.paint(Box(left: bowl.x - width, top: rim, right: bowl.x + width, bottom: rim + height + 0.02)) { point in
      let place = Point((point.x - bowl.x) / width, (point.y - rim) / height)
      let light = 0.4 + 0.75 * unit(0.55 - place.x * 0.6 - place.y * 0.25)
      let band = abs(place.y - 0.22) < 0.05 ? rgb(0.93, 0.75, 0.35) : glaze
      let shine = unit(1 - Shape.length((place - Point(-0.5, 0.3)) * Point(4, 5)))
      return (band * light + shine * 0.35, canvas.cover(max((Shape.length(place) - 1) * height, rim - point.y)))
    }
    canvas.box(Box(left: bowl.x - width, top: rim - 0.009, right: bowl.x + width, bottom: rim + 0.009), glaze * 1.05)
    canvas.ellipse(Point(bowl.x, rim + height), 0.09, 0.016, glaze * 0.45)
  }
}
