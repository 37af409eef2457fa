internal import Metadata
internal import PNG
internal import Samples

/// An image file being read: bytes by position, as pread(2) gives them.
struct ImageFile {
  let source: PNGSource
  let size: Int

  /// JPEG and WebP are decoded from memory.
  static let memoryLimit = 64 << 20

  func wholeContent() throws(ThumbnailError) -> [UInt8] {
    guard size <= Self.memoryLimit else {
      throw .damaged("a file of \(size >> 20) MB is too large for a picture")
    }
    var isFine = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = source(count, UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        isFine = read >= 0 && read <= size - count
        if !isFine || read == 0 { break }
        count += read
      }
    }
    guard isFine else { throw .unreadable("the disk reports an error") }
    return bytes
  }
}

/// Decodes and scales images, one after the other. One per thread: its buffers are kept.
final class Decoder {
  private let png = PNGPixelReader()
  private let jpeg = JPEGDecoder()

  func picture(_ file: ImageFile, _ format: ImageFormat, _ size: ThumbnailSize) throws(ThumbnailError) -> Picture {
    switch format {
    case .png: try readPNG(file, size)
    case .jpeg: try jpeg.picture(try file.wholeContent(), size)
    case .webp: try WebPDecoder.picture(try file.wholeContent(), size)
    }
  }

  private func readPNG(_ file: ImageFile, _ size: ThumbnailSize) throws(ThumbnailError) -> Picture {
    let sink = PNGScaler(size: size)
    do throws(PNGError) {
      try png.read(file.source, size: file.size, into: sink)
    } catch {
      throw ThumbnailError(error)
    }
    return sink.picture
  }
}

/// Rows of a PNG go straight into the scaler.
private final class PNGScaler: PNGRowSink {
  private let size: ThumbnailSize
  private var scaler: BoxScaler?
  private var orientation = 1

  init(size: ThumbnailSize) { self.size = size }

  var picture: Picture {
    var picture = scaler!.picture
    picture.orientation = orientation
    return picture
  }

  func begin(_ picture: PNGPicture) {
    orientation = ExifBlock.orientation(of: picture.exif?[...])
    scaler = BoxScaler(
      from: (picture.width, picture.height), to: size.fit(width: picture.width, height: picture.height),
      channels: picture.channels)
  }

  func add(row: UnsafePointer<UInt8>) { scaler!.add(row: row) }
}

extension BoxScaler {
  /// All rows of a decoded picture at once.
  static func scaled(
    _ bytes: UnsafeBufferPointer<UInt8>, width: Int, height: Int, channels: Int, to size: (width: Int, height: Int)
  ) -> Picture {
    let scaler = BoxScaler(from: (width, height), to: size, channels: channels)
    for row in 0..<height { scaler.add(row: bytes.baseAddress! + row * width * channels) }
    return scaler.picture
  }
}
