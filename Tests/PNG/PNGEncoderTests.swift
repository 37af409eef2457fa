import CPNG
import Testing

@testable import PNG

struct PNGEncoderTests {
  /// Rows that favour Sub, rows that favour Up, and noise.
  private func picture(_ width: Int, _ height: Int) -> [UInt8] {
    var state: UInt32 = 1
    return (0..<(width * height * 3)).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      let (row, column) = (index / (width * 3), index % (width * 3))
      switch row % 3 {
      case 0: return UInt8(truncatingIfNeeded: column / 3)
      case 1: return UInt8(truncatingIfNeeded: row &* 37)
      default: return UInt8(state >> 24)
      }
    }
  }

  @Test(arguments: [(1, 1), (2, 3), (64, 64), (333, 70)]) func libpngReadsThePixelsBack(width: Int, height: Int) {
    let pixels = picture(width, height)
    let file = PNGEncoder().encode(width: width, height: height, pixels: pixels, texts: [("parameters", "x")])
    #expect(decodedByLibpng(file) == pixels)
  }

  @Test func theTextsAreReadBack() throws {
    let file = PNGEncoder().encode(
      width: 1, height: 1, pixels: [1, 2, 3],
      texts: [("parameters", "café\nSteps: 20"), ("prompt", "猫"), ("prompt", "2")])
    let info = try info(file)
    #expect(info.texts.map(\.text) == ["café\nSteps: 20", "猫", "2"])
    #expect(info.header == PNGHeader(width: 1, height: 1, bitDepth: 8, colourType: .rgb, isInterlaced: false))
    #expect(file.contains(0xE9))
    #expect(info.problem == nil)
  }

  @Test func theSameInputGivesTheSameBytes() {
    let encoder = PNGEncoder()
    let pixels = picture(40, 40)
    let first = encoder.encode(width: 40, height: 40, pixels: pixels, texts: [])
    _ = encoder.encode(width: 2, height: 2, pixels: picture(2, 2), texts: [])
    #expect(encoder.encode(width: 40, height: 40, pixels: pixels, texts: []) == first)
  }

  /// RGB rows; empty when libpng refuses the file.
  private func decodedByLibpng(_ file: [UInt8]) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else { return [] }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    var pixels = [UInt8](repeating: 0, count: Int(image.width * image.height * 3))
    guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { return [] }
    return pixels
  }
}
