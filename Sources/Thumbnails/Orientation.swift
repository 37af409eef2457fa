internal import Metadata

extension Picture {
  /// Turned as EXIF's orientation tells (EXIF 2.32, 4.6.5.1.6), for pictures of three channels.
  var upright: Picture {
    guard (2...8).contains(orientation), channels == 3 else { return self }
    let isTurned = orientation >= 5
    var picture = Picture(
      width: isTurned ? height : width, height: isTurned ? width : height, channels: 3, bytes: [])
    picture.bytes = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
      bytes.withUnsafeBufferPointer { copy($0, to: output, width: picture.width, height: picture.height) }
      count = bytes.count
    }
    return picture
  }

  private func copy(
    _ source: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int
  ) {
    for y in 0..<height {
      for x in 0..<width {
        let (from, to) = (place(behind: x, y) * 3, (y * width + x) * 3)
        output[to] = source[from]
        output[to + 1] = source[from + 1]
        output[to + 2] = source[from + 2]
      }
    }
  }

  /// The pixel of the stored picture that is shown at x, y.
  @inline(__always)
  private func place(behind x: Int, _ y: Int) -> Int {
    let (right, bottom) = (width - 1, height - 1)
    return switch orientation {
    case 2: y * width + right - x
    case 3: (bottom - y) * width + right - x
    case 4: (bottom - y) * width + x
    case 5: x * width + y
    case 6: (bottom - x) * width + y
    case 7: (bottom - x) * width + right - y
    case 8: x * width + right - y
    default: y * width + x
    }
  }
}

extension ExifBlock {
  static func orientation(of tiff: ArraySlice<UInt8>?) -> Int { tiff.flatMap(orientation(tiff:)) ?? 1 }
}
