/// Takes a picture row by row, from the top, as 8-bit samples. What was given before an error is void.
package protocol PNGRowSink: AnyObject {
  /// Comes once, before the rows.
  func begin(_ picture: PNGPicture)
  /// `width` × `channels` bytes, valid during the call.
  func add(row: UnsafePointer<UInt8>)
}

package struct PNGPicture: Hashable, Sendable {
  package var width: Int
  package var height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  package var channels: Int
  /// The eXIf chunk: a TIFF structure.
  package var exif: [UInt8]?
}

/// Reads the pixels of PNG files. One reader per thread, used for many files: its buffers are kept.
///
/// What nearly every file is (8 bits, not interlaced, no palette) goes the fast way: the compressed pixels gathered,
/// inflated at once by libdeflate, unfiltered in place: 0.37 of libpng's CPU (measured). libpng reads the rest, and
/// pictures too large for the fast way's memory row by row. Both give the same bytes. Samples are taken as sRGB: gamma
/// and colour profiles are ignored on purpose, as they would make small pictures that differ from what the generator
/// wrote.
package final class PNGPixelReader {
  package struct Limits: Sendable {
    /// Of the picture. libpng needs about two seconds for so many.
    package var pixels = 100_000_000
    /// Of one buffer; two are used. Larger pictures are read row by row.
    package var memory = 40 << 20

    package init() {}
  }

  private let limits: Limits
  private let fast = FastPixels()
  private let headers: PNGTextReader

  package init(limits: Limits = Limits()) {
    self.limits = limits
    var texts = PNGTextReader.Limits()
    // Only size and EXIF are wanted.
    texts.text = 1 << 20
    texts.total = 1 << 20
    headers = PNGTextReader(limits: texts)
  }

  /// `size` is the file's.
  package func read(_ source: PNGSource, size: Int, into sink: some PNGRowSink) throws(PNGError) {
    let info = try headers.read(source, wanting: .beforePixels)
    try check(info.header)
    if info.header.isUsual, size <= limits.memory, info.header.filteredSize <= limits.memory,
      try fast.read(source, size: size, header: info.header, into: sink)
    {
      return
    }
    try LibPNGPixels.read(source, exif: info.exif, memory: limits.memory, into: sink)
  }

  private func check(_ header: PNGHeader) throws(PNGError) {
    guard header.width <= limits.pixels / header.height else {
      throw .tooLarge(
        width: header.width, height: header.height, reason: "the limit is \(limits.pixels / 1_000_000) megapixels")
    }
  }
}

extension PNGHeader {
  var channels: Int {
    switch colourType {
    case .gray, .palette: 1
    case .grayAlpha: 2
    case .rgb: 3
    case .rgba: 4
    }
  }

  fileprivate var isUsual: Bool { bitDepth == 8 && !isInterlaced && colourType != .palette }

  /// Each row has a byte that names its filter.
  var filteredSize: Int { (width * channels + 1) * height }
}
