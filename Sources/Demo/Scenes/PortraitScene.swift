/// Head and shoulders, as flat as a poster with soft shading.
struct PortraitScene {
  let canvas: Canvas
  let noise: Noise
  let head: Point
  let skin: Colour
  let hair: Colour

  private static let skins = [
    rgb(0.96, 0.78, 0.66), rgb(0.87, 0.64, 0.48), rgb(0.66, 0.44, 0.30), rgb(0.44, 0.28, 0.20),
  ]
  private static let hairs = [
    rgb(0.14, 0.09, 0.08), rgb(0.46, 0.24, 0.11), rgb(0.86, 0.66, 0.32), rgb(0.62, 0.18, 0.12),
  ]

  init(canvas: Canvas, seed: Int) {
    self.canvas = canvas
    noise = Noise(seed, 5)
    head = Point(0.5 + noise.between(-0.05, 0.05, 1), 0.43)
    skin = Self.skins[seed % Self.skins.count]
    hair = Self.hairs[Int(noise.value(2) * 4)]
  }

  func draw() {
    backdrop()
    canvas.ellipse(head + Point(0, noise.between(0.02, 0.14, 3)), 0.225, 0.3, hair * 0.8)
    body()
    face()
    for side: Float in [-1, 1] { eye(side) }
    noseAndMouth()
    fringe()
  }

  private func backdrop() {
    let tone = mix(rgb(0.16, 0.42, 0.50), rgb(0.66, 0.40, 0.30), noise.value(4))
    canvas.paint { point in
      let light = unit(1.1 - Shape.length((point - Point(0.35, 0.3)) * 1.05))
      return (tone * (0.45 + 0.85 * light) * (0.94 + noise.cloud(point * 6) * 0.12), 1)
    }
  }

  private func body() {
    let cloth = mix(rgb(0.72, 0.16, 0.22), rgb(0.14, 0.22, 0.44), noise.value(5))
    let shoulders = Point(head.x, 1.03)
    canvas.paint(.around(shoulders, 0.4, 0.3)) { point in
      let folds = noise.cloud(Point(point.x * 12, point.y * 3)) * 0.2
      let light = 1.05 - (point.x - head.x) * 0.8 - folds
      return (cloth * light, canvas.cover(Shape.ellipse(point - shoulders, 0.38, 0.29)))
    }
    canvas.paint(Box(left: head.x - 0.1, top: head.y, right: head.x + 0.1, bottom: 0.84)) { point in
      let shade = 0.72 + 0.2 * smooth(0.66, 0.8, point.y)
      let neck = max(abs(point.x - head.x) - 0.078, point.y - 0.8 + abs(point.x - head.x) * 0.5)
      return (skin * shade, canvas.cover(neck))
    }
  }

  private func face() {
    for side: Float in [-1, 1] { canvas.ellipse(head + Point(side * 0.172, 0.03), 0.026, 0.05, skin * 0.82) }
    canvas.paint(.around(head, 0.2, 0.26)) { point in
      let place = point - head
      let jaw = 0.172 - max(0, place.y) * 0.22
      let light = 1.02 - place.x * 1.1 - unit(place.y - 0.1) * 0.5
      return (skin * light, canvas.cover(Shape.ellipse(place, jaw, 0.232)))
    }
    for side: Float in [-1, 1] {
      canvas.haze(head + Point(side * 0.095, 0.085), 0.06, 0.045, rgb(0.88, 0.34, 0.30), 0.45)
    }
  }

  private func eye(_ side: Float) {
    let centre = head + Point(side * 0.074, -0.012)
    let iris = mix(rgb(0.24, 0.46, 0.62), rgb(0.32, 0.22, 0.10), noise.value(6) > 0.5 ? 1 : 0)
    canvas.haze(centre, 0.06, 0.045, skin * 0.55, 0.6)
    canvas.ellipse(centre, 0.038, 0.021, rgb(0.97, 0.96, 0.95))
    canvas.ellipse(centre, 0.019, 0.02, iris)
    canvas.ellipse(centre, 0.009, 0.0095, rgb(0.04, 0.03, 0.03))
    canvas.ellipse(centre + Point(-0.006, -0.007), 0.0045, 0.0045, rgb(1, 1, 1))
    canvas.paint(.around(centre, 0.05, 0.04)) { point in
      let lid = abs(Shape.ellipse(point - centre - Point(0, 0.003), 0.042, 0.026)) - 0.0035
      return (hair * 0.5, canvas.cover(max(lid, point.y - centre.y + 0.004)))
    }
    canvas.paint(.around(centre + Point(0, -0.05), 0.055, 0.03)) { point in
      let place = point - centre - Point(0, -0.05)
      let arch = abs(place.y - place.x * place.x * 5 + 0.006) - 0.0065 + abs(place.x) * 0.05
      return (hair * 0.75, canvas.cover(max(arch, abs(place.x) - 0.05)))
    }
  }

  private func noseAndMouth() {
    canvas.haze(head + Point(0.02, 0.05), 0.028, 0.07, skin * 0.6, 0.55)
    canvas.haze(head + Point(-0.008, 0.055), 0.016, 0.06, rgb(1, 0.95, 0.9), 0.35)
    for side: Float in [-1, 1] { canvas.ellipse(head + Point(side * 0.015, 0.088), 0.008, 0.005, skin * 0.5) }
    let mouth = head + Point(0, 0.142)
    canvas.paint(.around(mouth, 0.08, 0.04)) { point in
      let place = point - mouth
      let curve = place.y + place.x * place.x * 4.5 - 0.008
      let lips = max(abs(curve) - 0.017 + place.x * place.x * 2.8, abs(place.x) - 0.074)
      let colour = abs(curve) < 0.0028 ? rgb(0.42, 0.10, 0.12) : mix(rgb(0.80, 0.28, 0.30), skin, 0.25)
      return (colour * (curve > 0 ? 1.1 : 0.9), canvas.cover(lips))
    }
  }

  private func fringe() {
    let parting = noise.between(-0.1, 0.1, 7)
    canvas.paint(.around(head + Point(0, -0.12), 0.23, 0.22)) { point in
      let place = point - head
      let cap = Shape.ellipse(place - Point(0, -0.055), 0.198, 0.212)
      let sweep = abs(place.x - parting)
      let line = place.y + 0.165 - sweep * sweep * 4.2
      let strand = 0.82 + noise.cloud(Point((place.x - parting) * 46 + place.y * 12, place.y * 4)) * 0.5
      return (hair * strand, canvas.cover(max(cap, line)))
    }
  }
}
