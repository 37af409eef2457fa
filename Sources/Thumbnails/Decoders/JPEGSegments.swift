/// What the segments before a JPEG's picture tell (ITU-T T.81, annex B) that libjpeg-turbo does not.
struct JPEGSegments {
  private(set) var isProgressive = false
  /// A TIFF structure.
  private(set) var exif: ArraySlice<UInt8>?
  private let bytes: [UInt8]
  /// Where they end and the picture begins.
  private var offset = 2

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
      let marker = bytes[offset + 1]
      if marker == 0xFF {
        offset += 1
        continue
      }
      let end = offset + 2 + Int(bytes[offset + 2]) << 8 + Int(bytes[offset + 3])
      // The scan, or what is no segment.
      guard marker != 0xDA, marker > 0xBF, end <= bytes.count, end >= offset + 4 else { return }
      take(marker, bytes[offset + 4..<end])
      offset = end
    }
  }

  /// Whether the mark at the end of the picture is missing. It cannot stand within one.
  var endsEarly: Bool {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return false }
    return !bytes.indices.dropFirst(offset).dropLast().contains { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD9 }
  }

  private mutating func take(_ marker: UInt8, _ data: ArraySlice<UInt8>) {
    switch marker {
    case 0xC2, 0xC6, 0xCA, 0xCE: isProgressive = true
    case 0xE1 where exif == nil && data.starts(with: Array("Exif\0\0".utf8)): exif = data.dropFirst(6)
    default: break
    }
  }
}
