internal import Glibc

enum Bytes {
  static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    left.count == right.count && compare(left, right) == 0
  }

  /// Negative, zero or positive, byte by byte, then the shorter first.
  static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    guard let a = left.baseAddress, let b = right.baseAddress else { return left.count - right.count }
    let difference = memcmp(a, b, min(left.count, right.count))
    return difference != 0 ? Int(difference) : left.count - right.count
  }
}

/// Eight bytes a step, by full-width multiplication. The seed differs in every process: names on disk come from anyone,
/// and a fixed one would let them be chosen to collide.
enum ByteHash {
  private static let seed = UInt64.random(in: .min ... .max)

  static func hash(_ text: UnsafeBufferPointer<UInt8>, _ salt: UInt8) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    var hash = mixed(seed ^ UInt64(bytes.count) &<< 8 ^ UInt64(salt), 0x9E37_79B9_7F4A_7C15)
    var index = 0
    while index + 8 <= bytes.count {
      hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self), 0xD6E8_FEB8_6659_FD93)
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest &<< 8 | UInt64(bytes[index])
      index += 1
    }
    return mixed(hash ^ rest, 0x94D0_49BB_1331_11EB)
  }

  private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
