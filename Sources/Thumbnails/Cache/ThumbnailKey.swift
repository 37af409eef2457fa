package import Samples

/// What a thumbnail is of: a file as it was at one moment, and a size.
package struct ThumbnailKey: Hashable, Sendable {
  package let path: RelativePath
  package let version: UInt64
  package let size: ThumbnailSize

  package init(path: RelativePath, stamp: FileStamp, size: ThumbnailSize) {
    self.path = path
    version = stamp.version
    self.size = size
  }

  /// Goes up when thumbnails come out differently, so that a new program does not serve the old one's.
  private static let pipeline: UInt64 = 1

  /// A name that means the same to every process: `3f` and `9c…-512.webp`, 120 bits of path and version.
  var place: (folder: String, name: String) {
    let seed = version ^ Self.pipeline
    let digits = Self.hex(Self.hash(path.bytes, seed)) + Self.hex(Self.hash(path.bytes, ~seed))
    return (String(digits.prefix(2)), "\(digits.dropFirst(2))-\(size.rawValue).webp")
  }

  /// Whether the file of that name may be deleted: the folder may hold what is not ours.
  static func isName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count > 30, name.hasSuffix(".webp"), bytes[30] == UInt8(ascii: "-") else { return false }
    return bytes[..<30].allSatisfy(isHexDigit)
  }

  static func isFolder(_ name: String) -> Bool { name.utf8.count == 2 && name.utf8.allSatisfy(isHexDigit) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// FNV-1a with a better end; Swift's own hash differs from process to process.
  private static func hash(_ bytes: [UInt8], _ seed: UInt64) -> UInt64 {
    var hash = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
