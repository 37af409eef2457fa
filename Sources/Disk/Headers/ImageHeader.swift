import Samples

/// What stands in an image file beside its pixels.
struct ImageHeader {
  var format: ImageFormat
  var width: Int?
  var height: Int?
  /// A TIFF block, without the `Exif\0\0` before it.
  var exif: [UInt8]?
  /// An XML packet.
  var xmp: [UInt8]?
}

/// Why an image's header cannot be read. A file that ends too soon may still be being written.
struct HeaderError: Error, Hashable {
  var reason: String

  static let truncated = HeaderError(reason: "the file ends too soon; it may still be being written")
  static func corrupt(_ what: String) -> HeaderError { HeaderError(reason: what) }
}

/// Bytes of an open file by position, through one buffer: headers lie together, so most files need a single read.
struct FileBytes: ~Copyable {
  private static let blockSize = 16 * 1024
  /// An EXIF or XMP block larger than this is no caption; 16 MB hold the largest ComfyUI workflow many times over.
  static let maximumBlock = 16 << 20

  private let descriptor: Int32
  let size: Int
  private var block: [UInt8] = []
  private var blockStart = 0

  /// `start` is the beginning of the file, as far as it was read already.
  init(_ descriptor: borrowing Descriptor, size: Int, start: [UInt8]) {
    self.descriptor = descriptor.number
    self.size = size
    block = start
  }

  /// Exactly `count` bytes.
  mutating func bytes(at offset: Int, count: Int) throws(HeaderError) -> ArraySlice<UInt8> {
    guard offset >= 0, count >= 0, count <= size, offset <= size - count else { throw .truncated }
    guard count <= Self.maximumBlock else { throw .corrupt("a block of \(count) bytes is too large") }
    if offset < blockStart || offset + count > blockStart + block.count { try fill(from: offset, count: count) }
    let start = offset - blockStart
    return block[start..<start + count]
  }

  private mutating func fill(from offset: Int, count: Int) throws(HeaderError) {
    let wanted = min(max(count, Self.blockSize), size - offset)
    block = PositionedRead.bytes(of: descriptor, at: offset, count: wanted)
    blockStart = offset
    guard block.count >= count else { throw .truncated }
  }

  mutating func bigEndian16(at offset: Int) throws(HeaderError) -> Int {
    try bytes(at: offset, count: 2).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func littleEndian(at offset: Int, count: Int) throws(HeaderError) -> Int {
    try bytes(at: offset, count: count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
