internal import CDeflate

/// Writes RGB pictures with texts. The same input gives the same bytes (with the same libdeflate). One encoder per
/// thread, used for many pictures: its buffers are kept.
package final class PNGEncoder {
  private let compressor: OpaquePointer?
  private var filtered: [UInt8] = []

  /// `level` as in libdeflate: 1 is fast, 6 usual, 12 small.
  package init(level: Int = 6) { compressor = libdeflate_alloc_compressor(Int32(level)) }

  deinit { libdeflate_free_compressor(compressor) }

  /// `pixels` are rows of red, green and blue bytes from the top. A keyword has 1 to 79 Latin-1 characters.
  package func encode(width: Int, height: Int, pixels: [UInt8], texts: [(keyword: String, text: String)]) -> [UInt8] {
    precondition(pixels.count == width * height * 3, "three bytes a pixel")
    var file = ChunkWriter(signature: PNGHeader.signature)
    file.append("IHDR", header(width, height))
    for (keyword, text) in texts { append(keyword, text, to: &file) }
    RowFilter.filter(pixels, rowBytes: width * 3, into: &filtered)
    file.append("IDAT", compressed(filtered))
    file.append("IEND", [])
    return file.bytes
  }

  private func header(_ width: Int, _ height: Int) -> [UInt8] {
    ChunkWriter.bigEndian(UInt32(width)) + ChunkWriter.bigEndian(UInt32(height))
      + [8, PNGHeader.ColourType.rgb.rawValue, 0, 0, 0]
  }

  /// As Pillow does, and with it most of the tools: Latin-1 as tEXt, else plain iTXt.
  private func append(_ keyword: String, _ text: String, to file: inout ChunkWriter) {
    guard let name = Latin1.bytes(of: keyword), (1...79).contains(name.count) else {
      preconditionFailure("a keyword has 1 to 79 Latin-1 characters")
    }
    if let bytes = Latin1.bytes(of: text) {
      file.append("tEXt", name + [0] + bytes)
    } else {
      file.append("iTXt", name + [0, 0, 0, 0, 0] + Array(text.utf8))
    }
  }

  private func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = libdeflate_zlib_compress(compressor, bytes, bytes.count, output.baseAddress, bound)
    }
  }
}

private struct ChunkWriter {
  private(set) var bytes: [UInt8]

  init(signature: [UInt8]) { bytes = signature }

  mutating func append(_ type: String, _ data: [UInt8]) {
    bytes += Self.bigEndian(UInt32(data.count))
    let start = bytes.count
    bytes += Array(type.utf8)
    bytes += data
    let checksum = bytes.withUnsafeBytes { Checksum.crc32(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    bytes += Self.bigEndian(checksum)
  }

  static func bigEndian(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}
