/// A lighthouse on its cliff: moon, stars, a glittering sea and two beams.
struct LighthouseScene {
  let canvas: Canvas
  let noise: Noise
  let moon: Point
  let tower: Float
  let lamp: Point
  private let horizon: Float = 0.64

  init(canvas: Canvas, seed: Int) {
    self.canvas = canvas
    noise = Noise(seed, 2)
    let isLeft = noise.value(1) < 0.5
    tower = isLeft ? noise.between(0.24, 0.36, 2) : noise.between(0.64, 0.76, 2)
    moon = Point(isLeft ? noise.between(0.62, 0.85, 3) : noise.between(0.15, 0.38, 3), noise.between(0.14, 0.28, 4))
    lamp = Point(tower, 0.27)
  }

  func draw() {
    sky()
    stars()
    sea()
    beams()
    cliff()
    house()
  }

  private func sky() {
    canvas.paint { point in
      let base = mix(rgb(0.02, 0.04, 0.14), rgb(0.16, 0.26, 0.48), smooth(0, horizon, point.y))
      let distance = Shape.length(point - moon)
      let halo = unit(1 - distance * 2.6)
      let crater = smooth(0.45, 0.7, noise.cloud((point - moon) * 28)) * 0.22
      let face = rgb(0.98, 0.96, 0.86) * (1 - crater)
      return (mix(base + rgb(0.3, 0.32, 0.36) * halo * halo, face, canvas.cover(distance - 0.07)), 1)
    }
  }

  private func stars() {
    for index in 0..<130 {
      let place = Point(noise.value(index, 5), noise.value(index, 6) * horizon * 0.95)
      guard Shape.length(place - moon) > 0.12 else { continue }
      let radius = noise.between(0.0012, 0.0034, index, 7)
      canvas.ellipse(place, radius, radius, rgb(0.95, 0.96, 1), alpha: noise.between(0.35, 1, index, 8))
    }
  }

  private func sea() {
    canvas.paint(Box(top: horizon)) { point in
      let depth = (point.y - horizon) / (1 - horizon)
      let base = mix(rgb(0.13, 0.24, 0.42), rgb(0.02, 0.07, 0.16), depth)
      let waves = noise.cloud(Point(point.x * (9 - depth * 4), depth * 40 / (0.5 + depth)))
      let path = unit(1 - abs(point.x - moon.x) / (0.03 + depth * 0.16))
      let glint = smooth(0.5, 0.8, waves) * path
      return (
        base + rgb(0.1, 0.13, 0.17) * waves * 0.6 + rgb(0.75, 0.74, 0.62) * glint, canvas.cover(horizon - point.y)
      )
    }
  }

  private func beams() {
    let slope = noise.between(-0.16, 0.1, 9)
    canvas.glow(Box(bottom: horizon)) { point in
      let away = point - lamp
      let reach = abs(away.x)
      let off = abs(away.y - away.x * slope) / (0.012 + reach * 0.13)
      let beam = unit(1 - off) * unit(1.05 - reach * 1.15)
      return rgb(0.72, 0.62, 0.34) * (beam * beam * 0.9)
    }
  }

  private func top(_ x: Float) -> Float {
    let shape = unit(1 - abs(x - tower) * 2.3)
    return 0.99 - 0.36 * smooth(0, 0.75, shape) - noise.ridges(x * 9) * 0.018
  }

  private func cliff() {
    canvas.paint(Box(top: 0.5)) { point in
      let grass = smooth(0.035, 0, point.y - top(point.x))
      let rock = noise.cloud(point * Point(14, 26)) * 0.6 + noise.cloud(point * Point(40, 50)) * 0.4
      let colour = mix(rgb(0.10, 0.09, 0.11) + rgb(0.17, 0.15, 0.16) * rock, rgb(0.10, 0.20, 0.14), grass)
      return (colour, canvas.cover(top(point.x) - point.y))
    }
  }

  private func house() {
    let foot: Float = 0.66
    let head = lamp.y + 0.035
    canvas.paint(Box(left: tower - 0.1, top: head, right: tower + 0.1, bottom: foot)) { point in
      let down = (point.y - head) / (foot - head)
      let width = 0.036 + down * 0.026
      let across = (point.x - tower) / width
      let stripe = Int(down * 6) % 2 == 0 ? rgb(0.93, 0.92, 0.88) : rgb(0.78, 0.13, 0.13)
      let shade = 0.45 + 0.5 * unit(0.55 + across * (moon.x > tower ? 0.5 : -0.5))
      return (stripe * shade, canvas.cover((abs(across) - 1) * width))
    }
    canvas.box(
      Box(left: tower - 0.047, top: head - 0.005, right: tower + 0.047, bottom: head + 0.01), rgb(0.12, 0.12, 0.14))
    canvas.box(
      Box(left: tower - 0.026, top: lamp.y - 0.03, right: tower + 0.026, bottom: head - 0.004), rgb(1, 0.9, 0.55))
    canvas.paint(Box(left: tower - 0.05, top: lamp.y - 0.09, right: tower + 0.05, bottom: lamp.y - 0.02)) { point in
      let roof = Shape.triangle(point, base: Point(tower, lamp.y - 0.028), halfWidth: 0.04, height: 0.05)
      return (rgb(0.62, 0.1, 0.1), canvas.cover(roof))
    }
    canvas.glow(.around(lamp, 0.2, 0.2)) { point in
      let near = unit(1 - Shape.length(point - lamp) / 0.2)
      return rgb(0.9, 0.75, 0.4) * (near * near * near)
    }
    canvas.box(Box(left: tower - 0.011, top: 0.61, right: tower + 0.011, bottom: 0.66), rgb(0.14, 0.09, 0.07))
  }
}
