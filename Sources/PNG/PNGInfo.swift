/// What a PNG file says about itself, without its pixels.
package struct PNGInfo: Hashable, Sendable {
  package var header: PNGHeader
  /// In the order of the file; a keyword may occur more than once.
  package var texts: [PNGText] = []
  /// The eXIf chunk: a TIFF structure.
  package var exif: [UInt8]?
  /// The first thing that is wrong behind the header; what could be read is there all the same.
  package var problem: PNGError?
  /// A text was left out that `PNGWantedTexts` does not want.
  package var isPartial = false
}

package struct PNGHeader: Hashable, Sendable {
  package enum ColourType: UInt8, Sendable {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgba = 6
  }

  package var width: Int
  package var height: Int
  package var bitDepth: UInt8
  package var colourType: ColourType
  package var isInterlaced: Bool
}

/// A tEXt, zTXt or iTXt chunk, inflated.
package struct PNGText: Hashable, Sendable {
  package var keyword: String
  package var bytes: [UInt8]

  package init(keyword: String, bytes: [UInt8]) {
    self.keyword = keyword
    self.bytes = bytes
  }

  /// The specification wants Latin-1 in tEXt and zTXt, but several tools write UTF-8 there.
  package var text: String { Latin1.utf8OrLatin1(bytes) }
}

enum Latin1 {
  static func utf8OrLatin1(_ bytes: some Collection<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    return String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) }))
  }

  /// Nil when a character has no place in Latin-1. NUL would end a text early.
  static func bytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value), byte != 0 else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
