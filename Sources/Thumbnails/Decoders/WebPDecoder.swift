internal import CWebP
internal import Metadata

/// WebP by libwebp, scaled while it is decoded.
enum WebPDecoder {
  private static let pixelLimit = 100_000_000
  /// A lossless picture is decoded as a whole, four bytes a pixel; so is alpha, which a lossy picture keeps apart and
  /// without loss.
  private static let losslessLimit = 25_000_000
  /// Two canvases and a frame.
  private static let animationLimit = 8_000_000

  static func picture(_ bytes: [UInt8], _ size: ThumbnailSize) throws(ThumbnailError) -> Picture {
    var features = WebPBitstreamFeatures()
    try check(WebPGetFeatures(bytes, bytes.count, &features))
    try check(features)
    var picture = features.has_animation != 0 ? try firstFrame(bytes, size) : try still(bytes, features, size)
    picture.orientation = ExifBlock.orientation(of: WebPChunks.exif(in: bytes))
    return picture
  }

  private static func check(_ features: WebPBitstreamFeatures) throws(ThumbnailError) {
    let isWhole = features.format == 2 || features.has_alpha != 0
    let (limit, kind) =
      features.has_animation != 0
      ? (animationLimit, "an animated") : isWhole ? (losslessLimit, "a lossless or transparent") : (pixelLimit, "a")
    guard Int(features.width) * Int(features.height) <= limit else {
      throw .tooLarge(
        width: Int(features.width), height: Int(features.height),
        reason: "the limit for \(kind) WebP is \(limit / 1_000_000) megapixels")
    }
  }

  private static func still(
    _ bytes: [UInt8], _ features: WebPBitstreamFeatures, _ size: ThumbnailSize
  ) throws(ThumbnailError) -> Picture {
    let (width, height) = size.fit(width: Int(features.width), height: Int(features.height))
    let channels = features.has_alpha != 0 ? 4 : 3
    var config = WebPDecoderConfig()
    guard WebPInitDecoderConfig(&config) != 0 else { throw .damaged("libwebp has another version than expected") }
    config.options.use_scaling = 1
    config.options.scaled_width = Int32(width)
    config.options.scaled_height = Int32(height)
    config.output.colorspace = channels == 4 ? MODE_rgbA : MODE_RGB
    config.output.is_external_memory = 1
    var picture = Picture(
      width: width, height: height, channels: channels, bytes: [UInt8](repeating: 0, count: width * height * channels))
    let count = picture.bytes.count
    let status = picture.bytes.withUnsafeMutableBufferPointer { output in
      config.output.u.RGBA = WebPRGBABuffer(rgba: output.baseAddress, stride: Int32(width * channels), size: count)
      return WebPDecode(bytes, bytes.count, &config)
    }
    try check(status)
    return picture
  }

  /// The first picture of an animation, on its canvas.
  private static func firstFrame(_ bytes: [UInt8], _ size: ThumbnailSize) throws(ThumbnailError) -> Picture {
    let picture = bytes.withUnsafeBufferPointer { bytes -> Picture? in
      var data = WebPData(bytes: bytes.baseAddress, size: bytes.count)
      guard let decoder = WebPAnimDecoderNew(&data, nil) else { return nil }
      defer { WebPAnimDecoderDelete(decoder) }
      var info = WebPAnimInfo()
      var canvas: UnsafeMutablePointer<UInt8>?
      var time: Int32 = 0
      guard WebPAnimDecoderGetInfo(decoder, &info) != 0, WebPAnimDecoderGetNext(decoder, &canvas, &time) != 0 else {
        return nil
      }
      let (width, height) = (Int(info.canvas_width), Int(info.canvas_height))
      return BoxScaler.scaled(
        UnsafeBufferPointer(start: canvas, count: width * height * 4), width: width, height: height, channels: 4,
        to: size.fit(width: width, height: height))
    }
    guard let picture else { throw .damaged("the animation is damaged") }
    return picture
  }

  private static func check(_ status: VP8StatusCode) throws(ThumbnailError) {
    switch status {
    case VP8_STATUS_OK: return
    case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED: throw .incomplete
    default: throw .damaged("the WebP is damaged (code \(status.rawValue))")
    }
  }
}

/// The chunks of a WebP file (RFC 9649).
private enum WebPChunks {
  private static let maximum = 10_000

  static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var offset = 12
    for _ in 0..<maximum where offset + 8 <= bytes.count {
      let count = (0..<4).reduce(0) { $0 | Int(bytes[offset + 4 + $1]) << (8 * $1) }
      guard count <= bytes.count - offset - 8 else { return nil }
      if bytes[offset..<offset + 4].elementsEqual("EXIF".utf8) { return bytes[offset + 8..<offset + 8 + count] }
      offset += 8 + count + count % 2
    }
    return nil
  }
}
