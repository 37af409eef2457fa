internal import CPNGRows

/// Reads what the fast way leaves to libpng: palettes, 16 bits, small samples, interlaced, tRNS, and large pictures.
struct LibPNGPixels: ~Copyable {
  let rows: OpaquePointer
  let limit: Int

  static func read(
    _ source: PNGSource, exif: [UInt8]?, memory: Int, into sink: some PNGRowSink
  ) throws(PNGError) {
    try withoutActuallyEscaping(source) { source throws(PNGError) in
      let box = SourceBox(source)
      let context = Unmanaged.passRetained(box)
      defer { context.release() }
      guard let rows = png_rows_open(readSource, context.toOpaque()) else { throw .unreadable }
      try LibPNGPixels(rows: rows, limit: memory).read(exif, into: sink)
    }
  }

  deinit { png_rows_close(rows) }

  private func read(_ exif: [UInt8]?, into sink: some PNGRowSink) throws(PNGError) {
    var size = png_rows_size()
    try check(png_rows_start(rows, &size))
    let picture = PNGPicture(
      width: Int(size.width), height: Int(size.height), channels: Int(size.channels), exif: exif)
    sink.begin(picture)
    if size.is_interlaced != 0 { try readWhole(picture, into: sink) } else { try readRows(picture, into: sink) }
  }

  private func readRows(_ picture: PNGPicture, into sink: some PNGRowSink) throws(PNGError) {
    var row = [UInt8](repeating: 0, count: picture.width * picture.channels)
    for _ in 0..<picture.height {
      try check(png_rows_next(rows, &row))
      sink.add(row: row)
    }
  }

  private func readWhole(_ picture: PNGPicture, into sink: some PNGRowSink) throws(PNGError) {
    let rowSize = picture.width * picture.channels
    guard rowSize <= limit / picture.height else {
      throw .tooLarge(
        width: picture.width, height: picture.height,
        reason: "an interlaced picture may have \(limit >> 20) MB; save it without interlacing")
    }
    var pixels = [UInt8](repeating: 0, count: rowSize * picture.height)
    try check(png_rows_all(rows, &pixels))
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<picture.height { sink.add(row: pixels.baseAddress! + row * rowSize) }
    }
  }

  private func check(_ result: Int32) throws(PNGError) {
    guard result == 0 else { return }
    throw png_rows_reached_end(rows) != 0 ? .truncated : .badPixels(String(cString: png_rows_message(rows)))
  }
}

/// A closure where C has a pointer.
private final class SourceBox {
  let read: (Int, UnsafeMutableRawBufferPointer) -> Int

  init(_ read: @escaping (Int, UnsafeMutableRawBufferPointer) -> Int) { self.read = read }
}

private let readSource: png_rows_source = { context, offset, buffer, size in
  Unmanaged<SourceBox>.fromOpaque(context!).takeUnretainedValue()
    .read(offset, UnsafeMutableRawBufferPointer(start: buffer, count: size))
}
