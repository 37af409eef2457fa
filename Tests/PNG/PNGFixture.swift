import CDeflate

@testable import PNG

/// PNG files made chunk by chunk, right or wrong.
struct PNGFixture {
  var bytes = PNGHeader.signature

  static func header(
    width: UInt32 = 7, height: UInt32 = 5, depth: UInt8 = 8, colour: UInt8 = 2, interlace: UInt8 = 0
  ) -> [UInt8] {
    bigEndian(width) + bigEndian(height) + [depth, colour, 0, 0, interlace]
  }

  /// Signature, header and what `body` says.
  static func file(_ body: [PNGFixture.Chunk], header: [UInt8] = header()) -> [UInt8] {
    var file = PNGFixture()
    for chunk in [("IHDR", header)] + body { file.append(chunk.0, chunk.1) }
    return file.bytes
  }

  typealias Chunk = (String, [UInt8])

  static let pixels: Chunk = ("IDAT", [UInt8](repeating: 0xAB, count: 9000))
  static let end: Chunk = ("IEND", [])

  static func text(_ keyword: String, _ text: String) -> Chunk {
    ("tEXt", Array(keyword.utf8) + [0] + Array(text.utf8))
  }

  static func compressed(_ keyword: String, _ text: [UInt8]) -> Chunk {
    ("zTXt", Array(keyword.utf8) + [0, 0] + zlib(text))
  }

  static func international(_ keyword: String, _ text: String, isCompressed: Bool) -> Chunk {
    let bytes = isCompressed ? zlib(Array(text.utf8)) : Array(text.utf8)
    return ("iTXt", Array(keyword.utf8) + [0, isCompressed ? 1 : 0, 0] + Array("en\0übersetzt\0".utf8) + bytes)
  }

  private mutating func append(_ type: String, _ data: [UInt8]) {
    let checked = Array(type.utf8) + data
    bytes += Self.bigEndian(UInt32(data.count)) + checked
    bytes += Self.bigEndian(checked.withUnsafeBytes { Checksum.crc32($0) })
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(9)
    defer { libdeflate_free_compressor(compressor) }
    var output = [UInt8](repeating: 0, count: libdeflate_zlib_compress_bound(compressor, bytes.count))
    let count = libdeflate_zlib_compress(compressor, bytes, bytes.count, &output, output.count)
    return Array(output[..<count])
  }
}

/// A file in memory that counts what is read of it.
final class CountingSource {
  let bytes: [UInt8]
  private(set) var reads = 0
  private(set) var bytesRead = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(_ offset: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    reads += 1
    let part = bytes[min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)]
    buffer.copyBytes(from: part)
    bytesRead += part.count
    return part.count
  }
}

func info(_ bytes: [UInt8]) throws(PNGError) -> PNGInfo { try PNGTextReader().read(CountingSource(bytes).read) }
