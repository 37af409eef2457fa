import Glibc
import Metadata
import PNG
import Samples

/// What stands in an image file beside its pixels: format, size and texts.
struct ImageContent {
  var format: ImageFormat?
  var width: Int?
  var height: Int?
  var texts: [TextChunk] = []
  /// Why it, or part of it, could not be read.
  var problem: String?
  /// A text was left out that most likely adds nothing.
  var isPartial = false
}

/// Reads the contents of many files, one after the other: its buffers are kept. One per thread.
final class ContentReader {
  /// ComfyUI's editor graph is several times as long as the graph that ran, and is asked only when that says nothing.
  private static let first = PNGWantedTexts.first(without: ("workflow", beside: "prompt"))

  private let png = PNGTextReader()

  /// Without `readsAll` a PNG's text behind the pixels is read only where there is none before them, and its
  /// `workflow` only where there is no `prompt`.
  func read(_ file: borrowing Descriptor, size: Int, readsAll: Bool = false) -> ImageContent {
    guard size > 0 else { return ImageContent(problem: "the file is empty; it may still be being written") }
    // Most files are PNG, so that reader's first block is the only one that is read to tell the format.
    if let content = readPNG(file, size, readsAll) { return content }
    let start = png.withStart { Array($0) }
    switch ImageFormat(signature: start) {
    case .jpeg: return readHeader(file, size, start, JPEGHeader.read)
    case .webp: return readHeader(file, size, start, WebPHeader.read)
    case .png, nil: return ImageContent(problem: "its content is not a PNG, JPEG or WebP image")
    }
  }

  /// Nil when it is no PNG.
  private func readPNG(_ file: borrowing Descriptor, _ size: Int, _ readsAll: Bool) -> ImageContent? {
    let number = file.number
    var content = ImageContent(format: .png)
    do throws(PNGError) {
      let info = try png.read(
        { offset, buffer in pread(number, buffer.baseAddress!, buffer.count, off_t(offset)) }, size: size,
        wanting: readsAll ? .all : Self.first)
      content.width = info.header.width
      content.height = info.header.height
      content.texts = info.texts.map { TextChunk(keyword: $0.keyword, bytes: $0.bytes) }
      if let exif = info.exif { content.texts += ExifBlock.chunks(tiff: exif[...]) }
      content.problem = info.problem?.description
      content.isPartial = info.isPartial
    } catch .notPNG {
      return nil
    } catch {
      content.problem = error.description
    }
    return content
  }

  private func readHeader(
    _ file: borrowing Descriptor, _ size: Int, _ start: [UInt8],
    _ read: (inout FileBytes) throws(HeaderError) -> ImageHeader
  ) -> ImageContent {
    var bytes = FileBytes(file, size: size, start: start)
    do throws(HeaderError) {
      let header = try read(&bytes)
      var content = ImageContent(format: header.format, width: header.width, height: header.height)
      if let exif = header.exif { content.texts += ExifBlock.chunks(tiff: exif[...]) }
      if let xmp = header.xmp { content.texts.append(TextChunk(keyword: "XML:com.adobe.xmp", bytes: xmp)) }
      return content
    } catch {
      return ImageContent(problem: error.reason)
    }
  }
}
