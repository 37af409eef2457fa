import CWebP
import Samples

@testable import Thumbnails

/// Numbers that come again for the same seed, which each test that draws prints when it fails.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0 ... .max, using: &self) } }
}

/// A picture as somebody sees it.
struct Shown: Equatable {
  var width: Int
  var height: Int
  /// Red, green and blue.
  var bytes: [UInt8]

  init(_ width: Int, _ height: Int, _ colour: (Int, Int) -> [UInt8]) {
    (self.width, self.height) = (width, height)
    bytes = (0..<width * height).flatMap { colour($0 % width, $0 / width) }
  }

  init(webp: [UInt8]) throws {
    var (width, height): (Int32, Int32) = (0, 0)
    guard let pixels = WebPDecodeRGB(webp, webp.count, &width, &height) else { throw NoPicture() }
    defer { WebPFree(pixels) }
    (self.width, self.height) = (Int(width), Int(height))
    bytes = Array(UnsafeBufferPointer(start: pixels, count: self.width * self.height * 3))
  }

  subscript(x: Int, y: Int) -> [UInt8] { Array(bytes[(y * width + x) * 3..<(y * width + x) * 3 + 3]) }

  /// As they stand in a PNG before compression, each behind the byte that names its filter.
  var unfilteredRows: [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<height { rows += [0] + bytes[row * width * 3..<(row + 1) * width * 3] }
    return rows
  }

  /// The largest difference of any sample; nil when the sizes differ.
  func distance(to other: Shown) -> Int? {
    guard (width, height) == (other.width, other.height) else { return nil }
    return zip(bytes, other.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  /// Four quarters of different colours.
  static func quarters(_ width: Int, _ height: Int) -> Shown {
    Shown(width, height) { x, y in
      [[200, 40, 40], [40, 200, 40], [40, 40, 200], [200, 200, 40]][(y * 2 / height) * 2 + x * 2 / width]
    }
  }

  struct NoPicture: Error {}
}

/// Makes a thumbnail of bytes in memory; `isLossless` shows the scaled picture as it is.
func thumbnail(
  of file: [UInt8], _ format: ImageFormat, _ size: ThumbnailSize = .tiny, isLossless: Bool = false
) throws(ThumbnailError) -> Thumbnail {
  var encoder = WebPEncoder()
  encoder.isLossless = isLossless
  return try ThumbnailMaker(encoder: encoder).thumbnail(fileSize: file.count, format: format, size: size) {
    offset, buffer in
    let part = file[min(offset, file.count)..<min(offset + buffer.count, file.count)]
    buffer.copyBytes(from: part)
    return part.count
  }
}

/// What the scaler made of a file.
func shown(_ file: [UInt8], _ format: ImageFormat, _ size: ThumbnailSize = .tiny) throws -> Shown {
  try Shown(webp: thumbnail(of: file, format, size, isLossless: true).webp)
}

func problem(_ file: [UInt8], _ format: ImageFormat) -> ThumbnailError? {
  do throws(ThumbnailError) {
    _ = try thumbnail(of: file, format)
    return nil
  } catch {
    return error
  }
}
