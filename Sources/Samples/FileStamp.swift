/// What stat(2) says of a file's content: when any of it differs, the content may.
package struct FileStamp: Hashable, Sendable {
  /// Nanoseconds since 1970.
  package var modified: Int64
  package var size: Int64
  package var inode: UInt64

  package init(modified: Int64, size: Int64, inode: UInt64) {
    self.modified = modified
    self.size = size
    self.inode = inode
  }

  /// One number for all three, the same in every process, so that a URL with it stays valid over a restart.
  package var version: UInt64 {
    var hash = mixed(UInt64(bitPattern: modified))
    hash = mixed(hash ^ UInt64(bitPattern: size))
    return mixed(hash ^ inode)
  }

  /// The finaliser of splitmix64: every input bit reaches every output bit.
  private func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

/// A version as it stands in URLs and JSON.
package enum VersionText {
  /// What `String(version, radix: 36)` gives. Every image that is served or listed has one.
  package static func text(_ version: UInt64) -> String {
    var (rest, count) = (version, 1)
    while rest >= 36 { (rest, count) = (rest / 36, count + 1) }
    rest = version
    return String(unsafeUninitializedCapacity: count) { text in
      for place in (0..<count).reversed() {
        let digit = UInt8(truncatingIfNeeded: rest % 36)
        text[place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        rest /= 36
      }
      return count
    }
  }
}
