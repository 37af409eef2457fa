import Samples
import Testing

@testable import Thumbnails

struct ScalerTests {
  private static func scaled(_ bytes: [UInt8], _ source: (Int, Int), _ size: (Int, Int), _ channels: Int) -> [UInt8] {
    let scaler = BoxScaler(from: source, to: size, channels: channels)
    bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<source.1 { scaler.add(row: bytes.baseAddress! + row * source.0 * channels) }
    }
    return scaler.picture.bytes
  }

  /// What the scaler is meant to give: each pixel the average of the area it covers. Slow and plain.
  private static func average(
    _ bytes: [UInt8], _ source: (Int, Int), _ size: (Int, Int), _ channels: Int, x: Int, y: Int, channel: Int
  ) -> Double {
    func covered(_ pixel: Int, _ place: Int, _ length: Int, _ output: Int) -> Double {
      let (from, to) = (Double(place * length) / Double(output), Double((place + 1) * length) / Double(output))
      return max(0, min(to, Double(pixel + 1)) - max(from, Double(pixel)))
    }
    var (sum, area) = (0.0, 0.0)
    for row in y * source.1 / size.1...min(source.1 - 1, (y + 1) * source.1 / size.1) {
      for column in x * source.0 / size.0...min(source.0 - 1, (x + 1) * source.0 / size.0) {
        let part = covered(row, y, source.1, size.1) * covered(column, x, source.0, size.0)
        sum += part * Double(bytes[(row * source.0 + column) * channels + channel])
        area += part
      }
    }
    return sum / area
  }

  private static func sizes(_ random: inout Generator) -> (source: (Int, Int), size: (Int, Int)) {
    let source = (Int.random(in: 1...90, using: &random), Int.random(in: 1...400, using: &random))
    return (source, (.random(in: 1...source.0, using: &random), .random(in: 1...source.1, using: &random)))
  }

  @Test func everyPixelIsTheAverageOfTheAreaItCovers() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(seed: seed)
    for _ in 0..<60 {
      let (source, size) = Self.sizes(&random)
      let channels = [1, 3].randomElement(using: &random)!
      let bytes = random.bytes(source.0 * source.1 * channels)
      let output = Self.scaled(bytes, source, size, channels)
      for (place, sample) in output.enumerated() {
        let (pixel, channel) = place.quotientAndRemainder(dividingBy: channels)
        let expected = Self.average(
          bytes, source, size, channels, x: pixel % size.0, y: pixel / size.0, channel: channel)
        // A row's weight is a whole number of 256 parts. Over noise, where no neighbours agree, that shows most: by 0.3
        // parts of 74 in a row, which add up as chance does; five times that never comes.
        let rows = Double(source.1) / Double(size.1)
        guard abs(Double(sample) - expected) <= 2 + 5 * 0.3 * 74 / 256 * rows.squareRoot() else {
          Issue.record("\(source) to \(size), seed \(seed): \(sample) instead of \(expected)")
          return
        }
      }
    }
  }

  @Test(arguments: 1...4) func aConstantPictureStaysConstant(channels: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(seed: seed)
    for value: UInt8 in [0, 1, 127, 128, 254, 255] {
      for _ in 0..<20 {
        let (source, size) = Self.sizes(&random)
        // Alpha is full, so that colours stay what they are.
        let pixel = (0..<channels).map { channels % 2 == 0 && $0 == channels - 1 ? 255 : value }
        let bytes = Array(repeatElement(pixel, count: source.0 * source.1).joined())
        let output = Self.scaled(bytes, source, size, channels)
        #expect(output == Array(repeatElement(pixel, count: size.0 * size.1).joined()), "seed \(seed)")
      }
    }
  }

  @Test func aPictureThatKeepsItsSizeKeepsItsPixels() {
    var random = Generator(seed: 3)
    for size in [(1, 1), (1, 70), (70, 1), (33, 21)] {
      let bytes = random.bytes(size.0 * size.1 * 3)
      #expect(Self.scaled(bytes, size, size, 3) == bytes)
    }
  }

  /// Rows of a picture of many pixels a thumbnail's pixel: no sum overflows.
  @Test func theBrightestRowsDoNotOverflow() {
    for height in [1, 2, 255, 256, 257, 5000] {
      #expect(Self.scaled([UInt8](repeating: 255, count: height * 2), (2, height), (1, 1), 1) == [255])
    }
  }

  @Test func aTransparentPixelDoesNotTintItsNeighbour() {
    let opaqueBlue: [UInt8] = [0, 0, 255, 255]
    let clearRed: [UInt8] = [255, 0, 0, 0]
    #expect(Self.scaled(opaqueBlue + clearRed, (2, 1), (1, 1), 4) == [0, 0, 128, 128])
  }

  // MARK: Sizes

  @Test func theLongestSideIsWhatWasAskedForAndNoSideIsNothing() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(seed: seed)
    for _ in 0..<20_000 {
      let width = Int.random(in: 1...70_000, using: &random)
      let height = Int.random(in: 1...(Bool.random(using: &random) ? 3 : 70_000), using: &random)
      for size in ThumbnailSize.allCases {
        let fit = size.fit(width: width, height: height)
        #expect(max(fit.width, fit.height) == min(size.rawValue, max(width, height)), "\(width) × \(height)")
        #expect((1...width).contains(fit.width) && (1...height).contains(fit.height), "\(width) × \(height)")
        // The shape is kept to a pixel.
        let ideal = Double(min(width, height) * max(fit.width, fit.height)) / Double(max(width, height))
        #expect(abs(Double(min(fit.width, fit.height)) - ideal) <= 1, "\(width) × \(height)")
      }
    }
  }

  @Test(arguments: [(1, 1), (1, 3000), (3000, 1), (2, 1025), (129, 1), (128, 128), (127, 90)])
  func theWebPHasThatSize(width: Int, height: Int) throws {
    let file = Files.png(Shown(width, height) { _, _ in [90, 120, 150] })
    for size in ThumbnailSize.allCases {
      let picture = try shown(file, .png, size)
      let fit = size.fit(width: width, height: height)
      #expect(picture == Shown(fit.width, fit.height) { _, _ in [90, 120, 150] })
    }
  }

  @Test func aSmallPictureIsLeftAsItIs() throws {
    var random = Generator(seed: 4)
    let picture = Shown(40, 30) { _, _ in random.bytes(3) }
    #expect(try shown(Files.png(picture), .png, .large) == picture)
  }
}
