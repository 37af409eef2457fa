internal import CWebP

/// Finished pictures as WebP.
package struct WebPEncoder: Sendable {
  package var quality: Float = 80
  package var method: Int32 = 2
  /// The scaled picture as it is, to measure the scaler by.
  package var isLossless = false

  package init() {}

  func encode(_ picture: Picture) throws(ThumbnailError) -> [UInt8] {
    var config = WebPConfig()
    var input = WebPPicture()
    guard WebPConfigInit(&config) != 0, WebPPictureInit(&input) != 0 else {
      throw .damaged("libwebp has another version than expected")
    }
    defer { WebPPictureFree(&input) }
    config.quality = quality
    config.method = method
    config.lossless = isLossless ? 1 : 0
    config.exact = config.lossless
    input.use_argb = config.lossless
    input.width = Int32(picture.width)
    input.height = Int32(picture.height)
    guard WebPPictureImportRGB(&input, picture.bytes, Int32(picture.width * 3)) != 0 else { throw failure(input) }
    return try encode(&config, &input)
  }

  private func encode(_ config: inout WebPConfig, _ input: inout WebPPicture) throws(ThumbnailError) -> [UInt8] {
    var output = WebPMemoryWriter()
    WebPMemoryWriterInit(&output)
    defer { WebPMemoryWriterClear(&output) }
    let isDone = withUnsafeMutablePointer(to: &output) { output in
      input.writer = WebPMemoryWrite
      input.custom_ptr = UnsafeMutableRawPointer(output)
      return WebPEncode(&config, &input) != 0
    }
    guard isDone else { throw failure(input) }
    return Array(UnsafeBufferPointer(start: output.mem, count: output.size))
  }

  private func failure(_ input: WebPPicture) -> ThumbnailError {
    .unreadable("libwebp could not encode it (code \(input.error_code.rawValue))")
  }
}
