extension PNGHeader {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Signature and IHDR, which stand first in every PNG file.
  static let size = 8 + 8 + 13 + 4

  /// `start` holds `size` bytes.
  init(_ start: UnsafeRawBufferPointer) throws(PNGError) {
    guard start.starts(with: Self.signature) else { throw .notPNG }
    guard start.bigEndian(at: 8) == 13, start.bigEndian(at: 12) == PNGChunk.header else {
      throw .badHeader("it does not begin with IHDR")
    }
    let checked = UnsafeRawBufferPointer(rebasing: start[12..<29])
    guard Checksum.crc32(checked) == start.bigEndian(at: 29) else { throw .badChecksum(chunk: "IHDR") }
    let (width, height) = (start.bigEndian(at: 16), start.bigEndian(at: 20))
    let sizes = 1...UInt32(Int32.max)
    guard sizes.contains(width), sizes.contains(height) else { throw .badHeader("its size is \(width) × \(height)") }
    guard let colourType = ColourType(rawValue: start[25]), Self.depths(of: colourType).contains(start[24]) else {
      throw .badHeader("there is no colour type \(start[25]) of \(start[24]) bits")
    }
    self.init(
      width: Int(width), height: Int(height), bitDepth: start[24], colourType: colourType, isInterlaced: start[28] == 1)
  }

  private static func depths(of type: ColourType) -> [UInt8] {
    switch type {
    case .gray: [1, 2, 4, 8, 16]
    case .palette: [1, 2, 4, 8]
    case .rgb, .grayAlpha, .rgba: [8, 16]
    }
  }
}
