internal import CDeflate
internal import CPNGRows

/// The fast way through usual pictures.
final class FastPixels {
  private let decompressor: OpaquePointer?
  private var file = GrowingBuffer()
  private var rows = GrowingBuffer()

  init() { decompressor = libdeflate_alloc_decompressor() }

  deinit { libdeflate_free_decompressor(decompressor) }

  /// False when the file is unusual after all, and nothing was given to the sink.
  func read(_ source: PNGSource, size: Int, header: PNGHeader, into sink: some PNGRowSink) throws(PNGError) -> Bool {
    let bytes = try fill(source, size)
    let stream = try PixelStream(gathering: bytes)
    guard !stream.isUnusual, try inflate(stream, header) else { return false }
    sink.begin(
      PNGPicture(width: header.width, height: header.height, channels: header.channels, exif: stream.exif))
    try unfilter(header, into: sink)
    return true
  }

  private func fill(_ source: PNGSource, _ size: Int) throws(PNGError) -> UnsafeMutableRawBufferPointer {
    let buffer = file.bytes(size)
    var filled = 0
    while filled < size {
      let count = source(filled, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      guard count >= 0, count <= size - filled else { throw .unreadable }
      if count == 0 { break }
      filled += count
    }
    return UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled])
  }

  /// False when there are more pixels than declared: libpng reads the first of them, as browsers do. The output is
  /// bounded by the declared size, whatever the stream holds.
  private func inflate(_ stream: PixelStream, _ header: PNGHeader) throws(PNGError) -> Bool {
    let output = rows.bytes(header.filteredSize)
    let result = libdeflate_zlib_decompress(
      decompressor, stream.compressed.baseAddress, stream.compressed.count, output.baseAddress, output.count, nil)
    switch result {
    case LIBDEFLATE_SUCCESS: return true
    case LIBDEFLATE_INSUFFICIENT_SPACE: return false
    default: throw stream.endsEarly ? .truncated : .badPixels("its compressed data is broken")
    }
  }

  private func unfilter(_ header: PNGHeader, into sink: some PNGRowSink) throws(PNGError) {
    let count = header.width * header.channels
    let filtered = rows.bytes(header.filteredSize).baseAddress!.assumingMemoryBound(to: UInt8.self)
    let zeros = [UInt8](repeating: 0, count: count)
    var isFine = true
    zeros.withUnsafeBufferPointer { zeros in
      var above = zeros.baseAddress!
      for index in 0..<header.height where isFine {
        let row = filtered + index * (count + 1)
        isFine = png_unfilter_row(row, above, count, header.channels) != 0
        above = UnsafePointer(row + 1)
        if isFine { sink.add(row: above) }
      }
    }
    guard isFine else { throw .badPixels("a row has an unknown filter") }
  }
}

/// Memory that is kept from file to file and not cleared.
struct GrowingBuffer: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { memory.deallocate() }

  mutating func bytes(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if memory.count < max(1, count) {
      memory.deallocate()
      memory = .allocate(byteCount: max(1, count), alignment: 16)
    }
    return UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
  }
}
