import Glibc
import Samples

/// Whether an image file ends as its format says it does: a file cut anywhere before does not. Two small reads.
enum ImageEnding: Hashable, Sendable {
  case complete
  /// It begins like an image and lacks its end, or is empty.
  case missing
  /// No image at all, so there is no end to wait for.
  case foreign

  /// Length 0, IEND, checksum.
  private static let pngEnd: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
  private static let jpegEnd: [UInt8] = [0xFF, 0xD9]

  static func of(_ file: borrowing Descriptor, size: Int) -> ImageEnding {
    let head = PositionedRead.bytes(of: file.number, at: 0, count: ImageFormat.signatureLength)
    switch ImageFormat(signature: head) {
    case .png: return ends(file, size, with: pngEnd)
    case .jpeg: return ends(file, size, with: jpegEnd)
    case .webp: return riffSize(head) <= size ? .complete : .missing
    // Fewer bytes than any signature may still become one.
    case nil: return head.count < ImageFormat.signatureLength ? .missing : .foreign
    }
  }

  private static func ends(_ file: borrowing Descriptor, _ size: Int, with end: [UInt8]) -> ImageEnding {
    let offset = max(0, size - end.count)
    return PositionedRead.bytes(of: file.number, at: offset, count: end.count) == end ? .complete : .missing
  }

  /// What stands after "RIFF" counts the bytes behind it.
  private static func riffSize(_ head: [UInt8]) -> Int {
    head[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) } + 8
  }
}
