/// Draws what a checkpoint at its best would show; the seed decides the composition.
enum Scene {
  static func draw(_ subject: Subject, seed: Int, side: Int) -> Raster {
    let canvas = Canvas(side: side)
    switch subject {
    case .forest: ForestScene(canvas: canvas, seed: seed).draw()
    case .lighthouse: LighthouseScene(canvas: canvas, seed: seed).draw()
    case .skyline: SkylineScene(canvas: canvas, seed: seed).draw()
    case .stillLife: StillLifeScene(canvas: canvas, seed: seed).draw()
    case .portrait: PortraitScene(canvas: canvas, seed: seed).draw()
    }
    return canvas.raster
  }
}
