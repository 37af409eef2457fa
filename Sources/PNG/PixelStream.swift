/// The compressed pixels of a file in memory, its IDAT chunks moved together.
struct PixelStream {
  /// A tRNS chunk, a critical chunk that we do not know, chunks in an odd order: for libpng to judge.
  private(set) var isUnusual = false
  /// The file ends before its end mark: with all pixels there that is no harm.
  private(set) var endsEarly = false
  private(set) var exif: [UInt8]?
  private let bytes: UnsafeMutableRawBufferPointer
  private var gathered = start
  private var previous = PNGChunk.header

  /// No chunk of pixels begins earlier.
  private static let start = PNGHeader.size + PNGChunk.headerSize

  /// `file` begins with a good header. What is gathered overwrites what was read, never what comes: the pixels of a
  /// chunk move towards the start.
  init(gathering file: UnsafeMutableRawBufferPointer) throws(PNGError) {
    bytes = file
    var offset = PNGHeader.size
    while previous != PNGChunk.end {
      guard let chunk = try chunk(at: offset) else {
        endsEarly = true
        return
      }
      try take(chunk)
      previous = chunk.type
      offset = chunk.end
    }
  }

  var compressed: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[min(Self.start, gathered, bytes.count)..<min(gathered, bytes.count)])
  }

  /// Nil when the file ends before the chunk does.
  private func chunk(at offset: Int) throws(PNGError) -> PNGChunk? {
    guard offset + PNGChunk.headerSize <= bytes.count else { return nil }
    let header = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + PNGChunk.headerSize])
    guard let chunk = PNGChunk(header, at: offset) else { throw .badChunk(offset: offset) }
    return chunk.end <= bytes.count ? chunk : nil
  }

  private mutating func take(_ chunk: PNGChunk) throws(PNGError) {
    switch chunk.type {
    case PNGChunk.pixels: try gather(chunk)
    case PNGChunk.exif: exif = Array(bytes[chunk.data])
    case PNGChunk.transparency: isUnusual = true
    case PNGChunk.palette, PNGChunk.end: break
    default: if chunk.isCritical { isUnusual = true }
    }
  }

  private mutating func gather(_ chunk: PNGChunk) throws(PNGError) {
    try check(chunk)
    if gathered > Self.start, previous != PNGChunk.pixels { isUnusual = true }
    if gathered < chunk.data.lowerBound {
      let from = UnsafeRawPointer(bytes.baseAddress! + chunk.data.lowerBound)
      (bytes.baseAddress! + gathered).copyMemory(from: from, byteCount: chunk.length)
    }
    gathered += chunk.length
  }

  private func check(_ chunk: PNGChunk) throws(PNGError) {
    let file = UnsafeRawBufferPointer(bytes)
    let checked = UnsafeRawBufferPointer(rebasing: file[chunk.offset + 4..<chunk.data.upperBound])
    guard Checksum.crc32(checked) == file.bigEndian(at: chunk.data.upperBound) else {
      throw .badChecksum(chunk: chunk.name)
    }
  }
}
