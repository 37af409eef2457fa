/// A fuzzer never meets a checksum: before the target sees a file, those of its chunks are mended.
enum PNGChecksums {
  /// The same chunks with right checksums, as far as there are chunks.
  static func mended(_ bytes: [UInt8]) -> [UInt8] {
    var file = bytes
    var offset = 8
    while offset + 12 <= file.count {
      let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = offset + 8 + length
      guard end + 4 <= file.count else { break }
      let checksum = crc(file[offset + 4..<end])
      for index in 0..<4 { file[end + index] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * UInt32(index))) }
      offset = end + 4
    }
    return file
  }

  private static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
