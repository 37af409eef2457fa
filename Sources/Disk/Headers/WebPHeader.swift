import Samples

/// Walks a WebP's RIFF chunks (RFC 9649). Its EXIF and XMP stand behind the picture.
enum WebPHeader {
  private static let maximumChunks = 100_000

  static func read(_ file: inout FileBytes) throws(HeaderError) -> ImageHeader {
    var header = ImageHeader(format: .webp)
    let end = try file.littleEndian(at: 4, count: 4) + 8
    guard end <= file.size else { throw .truncated }
    var offset = 12
    for _ in 0..<maximumChunks where offset + 8 <= end {
      let name = String(decoding: try file.bytes(at: offset, count: 4), as: UTF8.self)
      let count = try file.littleEndian(at: offset + 4, count: 4)
      guard count <= end - offset - 8 else { throw .corrupt("a WebP chunk is longer than the file") }
      try readChunk(name, at: offset + 8, count: count, of: &file, into: &header)
      offset += 8 + count + count % 2
    }
    guard header.width != nil else { throw .corrupt("the WebP holds no picture") }
    return header
  }

  private static func readChunk(
    _ name: String, at offset: Int, count: Int, of file: inout FileBytes, into header: inout ImageHeader
  ) throws(HeaderError) {
    switch name {
    case "VP8X" where count >= 10:
      header.width = try file.littleEndian(at: offset + 4, count: 3) + 1
      header.height = try file.littleEndian(at: offset + 7, count: 3) + 1
    case "VP8 " where header.width == nil && count >= 10:
      header.width = try file.littleEndian(at: offset + 6, count: 2) & 0x3FFF
      header.height = try file.littleEndian(at: offset + 8, count: 2) & 0x3FFF
    case "VP8L" where header.width == nil && count >= 5:
      let bits = try file.littleEndian(at: offset + 1, count: 4)
      header.width = (bits & 0x3FFF) + 1
      header.height = (bits >> 14 & 0x3FFF) + 1
    case "EXIF" where header.exif == nil:
      let bytes = try file.bytes(at: offset, count: count)
      // Some writers keep JPEG's prefix before the TIFF block.
      header.exif = Array(bytes.starts(with: Array("Exif\0\0".utf8)) ? bytes.dropFirst(6) : bytes)
    case "XMP " where header.xmp == nil:
      header.xmp = Array(try file.bytes(at: offset, count: count))
    default: break
    }
  }
}
