import PNG
import Samples
import Thumbnails

/// What becomes of pixels.
enum PictureTargets {
  /// The quick way and libpng's must give the same bytes of the same file, or both must refuse it.
  @Sendable static func pixels(_ bytes: [UInt8]) {
    let file = PNGChecksums.mended(bytes)
    let quick = rows(file, memory: 1 << 20)
    let careful = rows(file, memory: 1)
    guard let quick, let careful else { return }
    precondition(quick == careful, "the quick way shows another picture than libpng")
  }

  /// One memory limit for each way: with less than a file has bytes, the quick way is not taken.
  private static func rows(_ bytes: [UInt8], memory: Int) -> [UInt8]? {
    var limits = PNGPixelReader.Limits()
    limits.pixels = 1 << 18
    limits.memory = memory
    let sink = Rows()
    do {
      try PNGPixelReader(limits: limits).read({ FuzzTargets.copy(bytes, $0, $1) }, size: bytes.count, into: sink)
    } catch {
      return nil
    }
    precondition(sink.count == sink.height, "rows are missing")
    return sink.bytes
  }

  private final class Rows: PNGRowSink {
    var bytes: [UInt8] = []
    var height = 0
    var count = 0
    private var width = 0

    func begin(_ picture: PNGPicture) {
      height = picture.height
      width = picture.width * picture.channels
    }

    func add(row: UnsafePointer<UInt8>) {
      bytes += UnsafeBufferPointer(start: row, count: width)
      count += 1
    }
  }

  /// libFuzzer calls from one thread.
  private nonisolated(unsafe) static let maker = ThumbnailMaker()

  @Sendable static func jpeg(_ bytes: [UInt8]) { thumbnail(bytes, .jpeg) }

  @Sendable static func webp(_ bytes: [UInt8]) { thumbnail(bytes, .webp) }

  /// A picture that is refused is as good as one that is shown; the largest would only cost time here.
  private static func thumbnail(_ bytes: [UInt8], _ format: ImageFormat) {
    guard area(of: bytes, format).map({ $0 <= 1 << 18 }) ?? false else { return }
    let made = try? maker.thumbnail(fileSize: bytes.count, format: format, size: .tiny) {
      FuzzTargets.copy(bytes, $0, $1)
    }
    if let made { precondition(made.webp.starts(with: Array("RIFF".utf8))) }
  }

  private static func area(of bytes: [UInt8], _ format: ImageFormat) -> Int? {
    let content = ScratchFile.inspection(of: bytes)
    guard content.format == format, let width = content.width, let height = content.height else { return nil }
    return width * height
  }
}
