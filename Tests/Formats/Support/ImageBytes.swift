import Foundation
import PNG

/// Small valid images, with and without text.
enum ImageBytes {
  static let png = png([])

  static func png(_ texts: [(keyword: String, text: String)]) -> [UInt8] {
    PNGEncoder().encode(width: 2, height: 3, pixels: [UInt8](repeating: 9, count: 18), texts: texts)
  }

  /// 8 × 8 pixels.
  static let jpeg = decoded(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm\
    x5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgD\
    ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAUEQEA\
    AAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCMAV3/2Q==
    """)

  /// 8 × 8 pixels, lossless.
  static let webp = decoded("UklGRh4AAABXRUJQVlA4TBEAAAAvB8ABAAdQjyJXq/+BiOh/AAA=")

  static func jpeg(exif tiff: [UInt8]) -> [UInt8] {
    let block = Array("Exif\0\0".utf8) + tiff
    return Array(jpeg[..<2]) + [0xFF, 0xE1] + bigEndian16(block.count + 2) + block + jpeg[2...]
  }

  /// The extended form: a VP8X chunk, the picture, then EXIF.
  static func webp(exif tiff: [UInt8]) -> [UInt8] {
    let picture = Array(webp[12...])
    let extended = chunk("VP8X", [0x08, 0, 0, 0, 7, 0, 0, 7, 0, 0])
    let body = Array("WEBP".utf8) + extended + picture + chunk("EXIF", tiff)
    return Array("RIFF".utf8) + littleEndian(body.count) + body
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    Array(name.utf8) + littleEndian(data.count) + data + (data.count % 2 == 1 ? [0] : [])
  }

  // MARK: EXIF

  /// `UNICODE` and UTF-16 in the block's order, as A1111 and SwarmUI write it.
  static func userComment(_ text: String, bigEndian: Bool) -> [UInt8] {
    let units = text.utf16.flatMap {
      bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
    }
    return tiff(tag: 0x9286, type: 7, Array("UNICODE\0".utf8) + units, bigEndian: bigEndian, inExif: true)
  }

  /// Plain text under a tag of the first directory.
  static func text(_ text: String, tag: Int) -> [UInt8] {
    tiff(tag: tag, type: 2, Array(text.utf8) + [0], bigEndian: false, inExif: false)
  }

  private static func tiff(tag: Int, type: Int, _ value: [UInt8], bigEndian: Bool, inExif: Bool) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      let bytes = (0..<width).map { UInt8(value >> (8 * $0) & 255) }
      return bigEndian ? bytes.reversed() : bytes
    }
    func directory(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      number(1, 2) + number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4) + number(0, 4)
    }
    let start = Array((bigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
    guard inExif else { return start + directory(tag, type, value.count, 26) + value }
    return start + directory(0x8769, 4, 1, 26) + directory(tag, type, value.count, 44) + value
  }

  private static func bigEndian16(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }

  private static func littleEndian(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }

  private static func decoded(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }
}

/// A safetensors file without tensors.
enum SafetensorsBytes {
  static func file(_ metadata: [(String, String)]) -> [UInt8] {
    let pairs = metadata.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",")
    return file(header: "{\"__metadata__\":{\(pairs)}}")
  }

  static func file(header: String) -> [UInt8] {
    let bytes = Array(header.utf8)
    return withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) } + bytes
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }
}
