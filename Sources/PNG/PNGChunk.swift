/// One chunk's place in the file: length and type, `length` bytes of data, checksum.
struct PNGChunk {
  static let headerSize = 8
  static let checksumSize = 4

  var offset: Int
  var length: Int
  var type: UInt32

  /// Nil when these eight bytes cannot begin a chunk.
  init?(_ header: UnsafeRawBufferPointer, at offset: Int) {
    let length = header.bigEndian(at: 0)
    let name = header[4..<8]
    guard length <= UInt32(Int32.max), name.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a }) else {
      return nil
    }
    self.offset = offset
    self.length = Int(length)
    type = header.bigEndian(at: 4)
  }

  var end: Int { offset + Self.headerSize + length + Self.checksumSize }

  var data: Range<Int> { offset + Self.headerSize..<offset + Self.headerSize + length }

  var name: String {
    String(decoding: (0..<4).map { UInt8(truncatingIfNeeded: type >> (24 - 8 * $0)) }, as: UTF8.self)
  }

  /// A reader that does not know a critical chunk cannot show the picture: its name begins with a capital letter.
  var isCritical: Bool { type >> 24 & 0x20 == 0 }

  static let header = code("IHDR")
  static let pixels = code("IDAT")
  static let end = code("IEND")
  static let text = code("tEXt")
  static let compressedText = code("zTXt")
  static let internationalText = code("iTXt")
  static let exif = code("eXIf")
  static let palette = code("PLTE")
  static let transparency = code("tRNS")

  private static func code(_ name: StaticString) -> UInt32 {
    UnsafeRawBufferPointer(start: name.utf8Start, count: 4).bigEndian(at: 0)
  }
}

extension UnsafeRawBufferPointer {
  func bigEndian(at offset: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
