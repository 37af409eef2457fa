internal import CPixels

/// A scaled picture in memory: rows from the top, 8-bit samples, colours multiplied by alpha.
struct Picture {
  var width: Int
  var height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  var channels: Int
  var bytes: [UInt8]
  /// How the file says that it is turned, 1 to 8 as in EXIF.
  var orientation = 1

  /// Ready to be shown: upright, opaque, RGB.
  var finished: Picture { onChecker.upright }

  /// What is transparent shows a neutral checker: told apart from black and from white, and the page can draw it on a
  /// canvas without alpha.
  private var onChecker: Picture {
    if channels == 3 { return self }
    var picture = Picture(width: width, height: height, channels: 3, bytes: [], orientation: orientation)
    picture.bytes = [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, count in
      bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<width * height {
          Self.flatten(bytes, index, channels, x: index % width, y: index / width, output)
        }
      }
      count = width * height * 3
    }
    return picture
  }

  private static let checkerSide = 8
  private static let checkerTones = (UInt32(0x66), UInt32(0x99))

  @inline(__always)
  private static func flatten(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ channels: Int, x: Int, y: Int,
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) {
    let place = index * channels
    let isDark = (x / checkerSide + y / checkerSide) % 2 == 0
    let alpha = channels % 2 == 0 ? UInt32(bytes[place + channels - 1]) : 255
    let behind = ((255 - alpha) * (isDark ? checkerTones.0 : checkerTones.1) + 127) / 255
    for channel in 0..<3 {
      let colour = UInt32(bytes[channels < 3 ? place : place + channel])
      output[index * 3 + channel] = UInt8(min(255, colour + behind))
    }
  }

  /// 32 × 32 averages of luma, the whole picture stretched to a square: numbers to compare pictures by.
  var signature: [UInt8] {
    precondition(channels == 3, "a finished picture")
    return [UInt8](unsafeUninitializedCapacity: Thumbnail.signatureSize) { luma, count in
      pixels_luma(luma.baseAddress, bytes, width, height)
      count = Thumbnail.signatureSize
    }
  }
}
