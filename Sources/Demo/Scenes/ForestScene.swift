/// A valley at sunrise: hills behind hills, mist between them, firs in front.
struct ForestScene {
  let canvas: Canvas
  let noise: Noise
  let sun: Point

  init(canvas: Canvas, seed: Int) {
    self.canvas = canvas
    noise = Noise(seed, 1)
    sun = Point(noise.between(0.2, 0.8, 1), noise.between(0.2, 0.34, 2))
  }

  func draw() {
    sky()
    for layer in 0..<5 { hill(layer) }
    for layer in 3..<5 { firs(layer) }
  }

  private func sky() {
    canvas.paint { point in
      let base = mix(rgb(0.36, 0.60, 0.84), rgb(1.0, 0.80, 0.58), smooth(0, 0.5, point.y))
      let distance = Shape.length(point - sun)
      let halo = unit(1 - distance * 2.2)
      let cloud = smooth(0.55, 0.85, noise.cloud(point * Point(3, 9)) * 0.65 + noise.cloud(point * Point(8, 22)) * 0.35)
      let lit = mix(base, rgb(1.0, 0.93, 0.88), cloud * 0.7) + rgb(0.5, 0.34, 0.12) * halo * halo
      return (mix(lit, rgb(1, 0.97, 0.85), canvas.cover(distance - 0.055)), 1)
    }
  }

  private func height(_ layer: Int, _ x: Float) -> Float {
    let far = Float(layer)
    let ridges = Noise(Int(noise.key), layer).ridges(x * (1.6 + far * 0.5))
    return 0.42 + far * 0.115 - ridges * (0.085 - far * 0.008)
  }

  private func colour(_ layer: Int) -> Colour {
    let near = Float(layer) / 4
    return mix(rgb(0.56, 0.66, 0.76), rgb(0.07, 0.20, 0.13), smooth(-0.1, 0.95, near))
  }

  private func hill(_ layer: Int) {
    let base = colour(layer)
    let mist = rgb(0.93, 0.84, 0.74)
    canvas.paint { point in
      let top = height(layer, point.x)
      let fade = smooth(0, 0.2, point.y - top) * (0.75 - Float(layer) * 0.15)
      return (mix(base, mist, fade), canvas.cover(top - point.y))
    }
  }

  private func firs(_ layer: Int) {
    let count = layer == 4 ? 16 : 30
    let size: Float = layer == 4 ? 0.26 : 0.11
    for index in 0..<count {
      let row = 50 + layer
      let x = (Float(index) + noise.between(0.1, 0.9, index, row)) / Float(count)
      let tall = size * noise.between(0.6, 1.15, index, row + 10)
      fir(
        Point(x, height(layer, x) + tall * 0.12), tall,
        mix(colour(layer), rgb(0.12, 0.33, 0.2), noise.value(index, row + 20) * 0.6))
    }
  }

  private func fir(_ foot: Point, _ height: Float, _ colour: Colour) {
    let trunk = Box(
      left: foot.x - height * 0.025, top: foot.y - height * 0.2, right: foot.x + height * 0.025, bottom: foot.y)
    canvas.box(trunk, rgb(0.2, 0.13, 0.09))
    for tier in 0..<4 {
      let step = Float(tier)
      let base = Point(foot.x, foot.y - height * (0.12 + step * 0.19))
      let (width, tall) = (height * (0.22 - step * 0.042), height * 0.34)
      canvas.paint(Box(left: base.x - width, top: base.y - tall, right: base.x + width, bottom: base.y)) { point in
        let light = 0.85 + unit(0.5 + (sun.x - 0.5) * (point.x - base.x) / width) * 0.4 + step * 0.05
        return (colour * light, canvas.cover(Shape.triangle(point, base: base, halfWidth: width, height: tall)))
      }
    }
  }
}
