import CJPEG
import CWebP
import PNG

/// Image files of every kind, made by the libraries' encoders or by hand.
enum Files {
  // MARK: PNG

  static func png(_ picture: Shown) -> [UInt8] {
    PNGEncoder().encode(width: picture.width, height: picture.height, pixels: picture.bytes, texts: [])
  }

  /// `rows` are unfiltered: each begins with its filter byte, 0.
  static func png(
    width: Int, height: Int, depth: UInt8, colour: UInt8, rows: [UInt8], before: [(String, [UInt8])] = []
  ) -> [UInt8] {
    let header = bigEndian(width) + bigEndian(height) + [depth, colour, 0, 0, 0]
    let chunks = [("IHDR", header)] + before + [("IDAT", stored(rows)), ("IEND", [])]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunks.flatMap { chunk($0, $1) }
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + data
    return bigEndian(data.count) + checked + bigEndian(Int(crc(checked)))
  }

  /// zlib's format without compression, in blocks of at most 65,535 bytes.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
      let block = bytes[start..<min(start + 65_535, bytes.count)]
      let count = UInt16(block.count)
      stream.append(block.endIndex == bytes.count ? 1 : 0)
      for number in [count, ~count] { stream += [UInt8(number & 0xFF), UInt8(number >> 8)] }
      stream += block
    }
    var (low, high) = (1, 0)
    for byte in bytes { (low, high) = ((low + Int(byte)) % 65_521, (high + low + Int(byte)) % 65_521) }
    return stream + bigEndian(high << 16 | low)
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  static func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  // MARK: JPEG

  static func jpeg(
    _ picture: Shown, sampling: TJSAMP = TJSAMP_444, flags: Int32 = 0, exif: [UInt8]? = nil
  ) -> [UInt8] {
    let file = jpeg(picture.width, picture.height, picture.bytes, TJPF_RGB, sampling, flags)
    guard let exif else { return file }
    let segment = Array("Exif\0\0".utf8) + exif
    let marker: [UInt8] = [0xFF, 0xE1, UInt8((segment.count + 2) >> 8), UInt8((segment.count + 2) & 0xFF)]
    return Array(file[..<2]) + marker + segment + Array(file[2...])
  }

  static func jpeg(
    _ width: Int, _ height: Int, _ bytes: [UInt8], _ format: TJPF, _ sampling: TJSAMP, _ flags: Int32 = 0
  ) -> [UInt8] {
    let handle = tjInitCompress()
    defer { tjDestroy(handle) }
    var output: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { tjFree(output) }
    let result = tjCompress2(
      handle, bytes, Int32(width), 0, Int32(height), Int32(format.rawValue), &output, &count,
      Int32(sampling.rawValue), 98, flags)
    precondition(result == 0, String(cString: tjGetErrorStr2(handle)))
    return Array(UnsafeBufferPointer(start: output, count: Int(count)))
  }

  // MARK: WebP

  static func webp(_ picture: Shown) -> [UInt8] {
    encoded {
      WebPEncodeLosslessRGB(picture.bytes, Int32(picture.width), Int32(picture.height), Int32(picture.width * 3), $0)
    }
  }

  static func webp(_ width: Int, _ height: Int, rgba: [UInt8], isLossless: Bool) -> [UInt8] {
    let (width, height, stride) = (Int32(width), Int32(height), Int32(width * 4))
    return encoded {
      isLossless
        ? WebPEncodeLosslessRGBA(rgba, width, height, stride, $0) : WebPEncodeRGBA(rgba, width, height, stride, 95, $0)
    }
  }

  private static func encoded(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int) -> [UInt8] {
    var output: UnsafeMutablePointer<UInt8>?
    defer { WebPFree(output) }
    let count = encode(&output)
    return Array(UnsafeBufferPointer(start: output, count: count))
  }

  /// A simple file made an extended one (RFC 9649), with an EXIF chunk behind the picture.
  static func webp(_ picture: Shown, exif: [UInt8]) -> [UInt8] {
    let (width, height) = (picture.width - 1, picture.height - 1)
    let canvas = [width, width >> 8, width >> 16, height, height >> 8, height >> 16].map(
      UInt8.init(truncatingIfNeeded:))
    var body = Array("WEBP".utf8)
    body += riff("VP8X", [0x08, 0, 0, 0] + canvas)
    body += webp(picture)[12...]
    body += riff("EXIF", exif)
    return riff("RIFF", body)
  }

  static func riff(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: data.count >> (8 * $0)) }
    return Array(name.utf8) + length + data + [UInt8](repeating: 0, count: data.count % 2)
  }

  // MARK: EXIF

  /// A TIFF structure that holds the orientation and no more.
  static func exif(orientation: Int) -> [UInt8] {
    var bytes = Array("MM\0*".utf8) + bigEndian(8)
    bytes += [0, 1, 0x01, 0x12, 0, 3] + bigEndian(1)
    bytes += [0, UInt8(orientation), 0, 0] + bigEndian(0)
    return bytes
  }
}
