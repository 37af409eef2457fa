import Samples

/// Walks a JPEG's segments up to the picture itself (ITU-T T.81, annex B).
enum JPEGHeader {
  private static let maximumSegments = 1000

  static func read(_ file: inout FileBytes) throws(HeaderError) -> ImageHeader {
    var header = ImageHeader(format: .jpeg)
    var offset = 2
    for _ in 0..<maximumSegments {
      guard try file.bytes(at: offset, count: 1).first == 0xFF else { throw .corrupt("a JPEG segment has no marker") }
      let marker = try file.bytes(at: offset + 1, count: 1).first!
      switch marker {
      case 0xFF: offset += 1  // fill byte
      case 0x01, 0xD0...0xD7: offset += 2  // markers without a length
      case 0xD9, 0xDA: return header  // end of image, start of scan
      default:
        let length = try file.bigEndian16(at: offset + 2)
        guard length >= 2 else { throw .corrupt("a JPEG segment has no length") }
        try readSegment(marker, at: offset + 4, count: length - 2, of: &file, into: &header)
        offset += 2 + length
      }
    }
    throw .corrupt("the JPEG has more than \(maximumSegments) segments before its picture")
  }

  private static func readSegment(
    _ marker: UInt8, at offset: Int, count: Int, of file: inout FileBytes, into header: inout ImageHeader
  ) throws(HeaderError) {
    switch marker {
    case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker) && count >= 5:
      header.height = try file.bigEndian16(at: offset + 1)
      header.width = try file.bigEndian16(at: offset + 3)
    case 0xE1:
      let bytes = try file.bytes(at: offset, count: count)
      if bytes.starts(with: Array("Exif\0\0".utf8)), header.exif == nil {
        header.exif = Array(bytes.dropFirst(6))
      } else if bytes.starts(with: Array("http://ns.adobe.com/xap/1.0/\0".utf8)), header.xmp == nil {
        header.xmp = Array(bytes.dropFirst(29))
      }
    default: break
    }
  }
}
