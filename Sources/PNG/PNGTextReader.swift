/// Reads size and texts of PNG files without their pixels. One reader per thread, used for many files: its buffers are
/// kept.
///
/// The chunks are walked by hand because files with text cost 1.02 × a bare 16 KB read so, and 1.65 × through libpng
/// (measured). Chunks of pixels are skipped by their length and not read. What a hostile file can cost is bounded by
/// `Limits`.
package final class PNGTextReader {
  package struct Limits: Sendable {
    /// Of one text, inflated.
    package var text = 16 << 20
    /// Of all texts of a file together.
    package var total = 32 << 20
    /// libpng writes 8 KB of pixels a chunk: enough for half a gigabyte.
    package var chunks = 65_536

    package init() {}
  }

  private let limits: Limits
  private let inflater = Inflater()
  private var window = PNGWindow()
  private var info = PNGInfo(
    header: PNGHeader(width: 0, height: 0, bitDepth: 0, colourType: .gray, isInterlaced: false))
  /// What is left of `limits.total`.
  private var budget = 0
  /// Where the texts of the last file ended: files that are read one after the other are much alike.
  private var expected = 0

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// The beginning of the file that was read last, whatever it is: at most 16 KB.
  package func withStart<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(window.opening) }

  /// With `size`, a chunk that goes beyond the file's end is found out without reading so far. Throws when not even the
  /// header can be read; what is wrong later is the answer's `problem`.
  package func read(
    _ source: PNGSource, size: Int = .max, wanting wanted: PNGWantedTexts = .all
  ) throws(PNGError) -> PNGInfo {
    try window.open(source, expecting: expected)
    info = PNGInfo(header: try readHeader(source))
    budget = limits.total
    expected = 0
    do {
      try walk(source, size, wanted)
    } catch {
      note(error)
    }
    return info
  }

  private func readHeader(_ source: PNGSource) throws(PNGError) -> PNGHeader {
    guard let start = try window.bytes(at: 0, PNGHeader.size, source) else { throw try reasonForShortFile(source) }
    return try PNGHeader(start)
  }

  /// A file that ends in the header is no PNG, or not yet one.
  private func reasonForShortFile(_ source: PNGSource) throws(PNGError) -> PNGError {
    for count in (0...PNGHeader.signature.count).reversed() {
      guard let start = try window.bytes(at: 0, count, source) else { continue }
      return PNGHeader.signature.starts(with: start) ? .truncated : .notPNG
    }
    return .truncated
  }

  private func walk(_ source: PNGSource, _ size: Int, _ wanted: PNGWantedTexts) throws(PNGError) {
    var offset = PNGHeader.size
    var sawPixels = false
    for _ in 0..<limits.chunks {
      guard let header = try window.bytes(at: offset, PNGChunk.headerSize, source) else { throw .truncated }
      guard let chunk = PNGChunk(header, at: offset) else { throw .badChunk(offset: offset) }
      offset = chunk.end
      if offset > size { note(.truncated) }
      switch chunk.type {
      case PNGChunk.end: return
      case PNGChunk.pixels where !sawPixels:
        if wanted.areComplete(info.texts) { return }
        sawPixels = true
      case PNGChunk.text, PNGChunk.compressedText, PNGChunk.internationalText:
        if try isWanted(chunk, wanted, source) { try readData(of: chunk, source) } else { info.isPartial = true }
      case PNGChunk.exif: try readData(of: chunk, source)
      default: break
      }
    }
    throw .tooManyChunks(limit: limits.chunks)
  }

  private func isWanted(_ chunk: PNGChunk, _ wanted: PNGWantedTexts, _ source: PNGSource) throws(PNGError) -> Bool {
    guard wanted.mayLeaveOut(info.texts) else { return true }
    let count = min(chunk.length, PNGWantedTexts.longestKeyword + 1)
    guard let start = try window.bytes(at: chunk.data.lowerBound, count, source) else { throw .truncated }
    return !wanted.leavesOut(start)
  }

  /// A text that is damaged or too large is noted and left out; only the end of the file ends the walk.
  private func readData(of chunk: PNGChunk, _ source: PNGSource) throws(PNGError) {
    guard chunk.length <= min(limits.text, budget) else {
      return note(.textTooLarge(keyword: chunk.name, limit: limits.text))
    }
    let length = chunk.length + PNGChunk.checksumSize
    let start = chunk.offset + PNGChunk.headerSize
    expected = chunk.end + PNGChunk.headerSize
    if let bytes = window.held(at: start - 4, length + 4) { return take(noting: bytes, chunk) }
    guard let bytes = try window.copy(at: start - 4, length + 4, source) else { throw .truncated }
    bytes.withUnsafeBufferPointer { take(noting: UnsafeRawBufferPointer($0), chunk) }
  }

  private func take(noting bytes: UnsafeRawBufferPointer, _ chunk: PNGChunk) {
    do {
      try take(bytes, chunk)
    } catch {
      note(error)
    }
  }

  /// `bytes` are type, data and checksum.
  private func take(_ bytes: UnsafeRawBufferPointer, _ chunk: PNGChunk) throws(PNGError) {
    let checked = UnsafeRawBufferPointer(rebasing: bytes.dropLast(PNGChunk.checksumSize))
    guard Checksum.crc32(checked) == bytes.bigEndian(at: checked.count) else { throw .badChecksum(chunk: chunk.name) }
    let data = UnsafeRawBufferPointer(rebasing: checked.dropFirst(4))
    if chunk.type == PNGChunk.exif {
      info.exif = Array(data)
      budget -= data.count
    } else {
      let text = try text(of: try TextChunkParser.parse(data, type: chunk.type))
      budget -= text.bytes.count
      info.texts.append(text)
    }
  }

  private func text(of parts: TextChunkParser.Parts) throws(PNGError) -> PNGText {
    guard parts.isCompressed else { return PNGText(keyword: parts.keyword, bytes: Array(parts.text)) }
    let limit = min(limits.text, budget)
    do {
      return PNGText(keyword: parts.keyword, bytes: try inflater.inflate(parts.text, limit: limit))
    } catch {
      switch error {
      case .tooLarge: throw .textTooLarge(keyword: parts.keyword, limit: limit)
      case .damaged: throw .badText(keyword: parts.keyword, reason: "its compressed data is broken")
      }
    }
  }

  private func note(_ problem: PNGError) {
    if info.problem == nil { info.problem = problem }
  }
}
