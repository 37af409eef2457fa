/// The example scripts of diffusers: `image_{i}` beside the model card, `images_{i}` of the control net's scripts.
struct DiffusersLayout: Layout {
  var tool: String { "diffusers" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard scanner.take("image_") || scanner.take("images_"), let index = scanner.digits(), scanner.isAtEnd else {
      return nil
    }
    var reading = NameReading()
    reading.addNumber(.imageIndex, index)
    return reading
  }
}
