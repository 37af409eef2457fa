internal import CJPEG
internal import Metadata

/// JPEG by libjpeg-turbo, which leaves out detail that the thumbnail does not show: a quarter of the pixels costs much
/// less than a quarter more work for the scaler.
final class JPEGDecoder {
  /// As for PNG.
  private static let pixelLimit = 100_000_000
  /// libjpeg keeps all coefficients of a progressive picture, six bytes a pixel.
  private static let progressiveLimit = 16_000_000

  private let handle = tjInitDecompress()
  private var decoded: [UInt8] = []

  deinit { tjDestroy(handle) }

  func picture(_ bytes: [UInt8], _ size: ThumbnailSize) throws(ThumbnailError) -> Picture {
    let segments = JPEGSegments(bytes)
    let header = try header(bytes, segments)
    try check(header, isProgressive: segments.isProgressive)
    let format = JPEGFormat(colourSpace: header.colourSpace)
    let (width, height) = Self.decodedSize(header, size)
    if decoded.count < width * height * format.bytes {
      decoded = [UInt8](repeating: 0, count: width * height * format.bytes)
    }
    let result = tjDecompress2(
      handle, bytes, UInt(bytes.count), &decoded, Int32(width), 0, Int32(height), format.code, TJFLAG_LIMITSCANS)
    if result != 0 { try checkFailure(segments) }
    if format.isInk { format.convertToRGB(&decoded, count: width * height) }
    // By the picture's own shape: what was decoded is rounded up.
    let fit = size.fit(width: Int(header.width), height: Int(header.height))
    var picture = decoded.withUnsafeBufferPointer { decoded in
      BoxScaler.scaled(decoded, width: width, height: height, channels: format.channels, to: fit)
    }
    picture.orientation = ExifBlock.orientation(of: segments.exif)
    return picture
  }

  private struct Header {
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colourSpace: Int32 = 0
  }

  private func header(_ bytes: [UInt8], _ segments: JPEGSegments) throws(ThumbnailError) -> Header {
    var header = Header()
    let result = tjDecompressHeader3(
      handle, bytes, UInt(bytes.count), &header.width, &header.height, &header.subsampling, &header.colourSpace)
    if result != 0 { try checkFailure(segments) }
    guard header.width > 0, header.height > 0 else {
      throw segments.endsEarly ? .incomplete : .damaged("its header gives no size")
    }
    return header
  }

  private func check(_ header: Header, isProgressive: Bool) throws(ThumbnailError) {
    let limit = isProgressive ? Self.progressiveLimit : Self.pixelLimit
    guard Int(header.width) * Int(header.height) <= limit else {
      throw .tooLarge(
        width: Int(header.width), height: Int(header.height),
        reason: "the limit for a \(isProgressive ? "progressive" : "baseline") JPEG is \(limit / 1_000_000) megapixels")
    }
  }

  /// Half, a quarter or an eighth, while the thumbnail is not larger than that.
  private static func decodedSize(_ header: Header, _ size: ThumbnailSize) -> (width: Int, height: Int) {
    let longest = Int(max(header.width, header.height))
    let divisor = [8, 4, 2].first { longest / $0 >= size.rawValue } ?? 1
    // As TJSCALED of turbojpeg.h: rounded up.
    return ((Int(header.width) + divisor - 1) / divisor, (Int(header.height) + divisor - 1) / divisor)
  }

  /// What the library calls a warning leaves a picture, except that its end is missing. Of several warnings it keeps the
  /// last, which need not be that one.
  private func checkFailure(_ segments: JPEGSegments) throws(ThumbnailError) {
    if segments.endsEarly { throw .incomplete }
    guard tjGetErrorCode(handle) != TJERR_WARNING.rawValue else { return }
    throw .damaged("the JPEG is damaged: \(String(cString: tjGetErrorStr2(handle)))")
  }
}

/// How a picture is decoded, by the colours it is stored in.
private struct JPEGFormat {
  let code: Int32
  let bytes: Int
  let channels: Int
  let isInk: Bool

  init(colourSpace: Int32) {
    switch TJCS(UInt32(bitPattern: colourSpace)) {
    case TJCS_GRAY: (code, bytes, channels, isInk) = (Int32(TJPF_GRAY.rawValue), 1, 1, false)
    case TJCS_CMYK, TJCS_YCCK: (code, bytes, channels, isInk) = (Int32(TJPF_CMYK.rawValue), 4, 3, true)
    default: (code, bytes, channels, isInk) = (Int32(TJPF_RGB.rawValue), 3, 3, false)
    }
  }

  /// Every program writes inks inverted, as Adobe does: 255 is no ink.
  func convertToRGB(_ bytes: inout [UInt8], count: Int) {
    for index in 0..<count {
      let black = Int(bytes[index * 4 + 3])
      for channel in 0..<3 { bytes[index * 3 + channel] = UInt8(Int(bytes[index * 4 + channel]) * black / 255) }
    }
  }
}
