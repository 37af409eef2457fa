import Samples

/// Ids and content tags: the two short texts that the store makes itself.
enum Identifier {
  /// A random UUID (version 4) in lower case. `SystemRandomNumberGenerator` is getrandom(2) on Linux.
  static func uuid() -> String {
    var generator = SystemRandomNumberGenerator()
    // RFC 9562: version 4 in the top four bits of the seventh byte, variant 0b10 in the top two of the ninth.
    let high = generator.next() & ~0xF000 | 0x4000
    let low = generator.next() & ~(0b11 << 62) | (0b10 << 62)
    let digits = hex(high) + hex(low)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits.dropFirst($0.lowerBound).prefix($0.count) }
      .joined(separator: "-")
  }

  /// A strong entity tag of the content: FNV-1a over 128 bits. It must be the same after a restart, which Swift's
  /// own seeded `Hasher` is not, and nobody gains by forging one.
  static func entityTag(of bytes: [UInt8]) -> String {
    let prime: UInt128 = 1 << 88 + 0x13B
    var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    for byte in bytes { hash = (hash ^ UInt128(byte)) &* prime }
    return "\"\(hex(UInt64(truncatingIfNeeded: hash >> 64)))\(hex(UInt64(truncatingIfNeeded: hash)))\""
  }

  private static func hex(_ value: UInt64) -> String {
    String(value, radix: 16).leftPadded(16)
  }
}
