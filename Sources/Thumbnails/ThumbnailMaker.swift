internal import PNG
package import Samples

/// A small WebP of an image, and numbers to compare the image by.
package struct Thumbnail: Hashable, Sendable {
  /// Luma of 32 × 32 squares.
  package static let signatureSize = 1024

  package var webp: [UInt8]
  package var signature: [UInt8]
}

/// Makes thumbnails, one after the other. One per thread: its buffers are kept.
package final class ThumbnailMaker {
  private let decoder = Decoder()
  private let encoder: WebPEncoder

  package init(encoder: WebPEncoder = WebPEncoder()) { self.encoder = encoder }

  /// `read` fills the buffer with the file's bytes from an offset on and answers how many it read, less than 0 on an
  /// error, as pread(2) does; `fileSize` is the file's.
  package func thumbnail(
    fileSize: Int, format: ImageFormat, size: ThumbnailSize, read: (Int, UnsafeMutableRawBufferPointer) -> Int
  ) throws(ThumbnailError) -> Thumbnail {
    let picture = try withoutActuallyEscaping(read) { read throws(ThumbnailError) in
      try decoder.picture(ImageFile(source: read, size: fileSize), format, size).finished
    }
    return Thumbnail(webp: try encoder.encode(picture), signature: picture.signature)
  }
}
