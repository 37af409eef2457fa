/// The formats that are shown, told by signature and never by name.
package enum ImageFormat: String, Sendable, CaseIterable {
  case png, jpeg, webp

  package var mediaType: String { "image/\(rawValue)" }

  /// Twelve bytes decide.
  package static let signatureLength = 12

  package init?(signature bytes: [UInt8]) {
    guard let format = bytes.withUnsafeBytes(ImageFormat.init(signature:)) else { return nil }
    self = format
  }

  /// Of the beginning of a file. No generics: this runs for every image that is served.
  package init?(signature bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.count >= 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
      self = .webp
    } else {
      return nil
    }
  }
}

/// All that can be read of one image, for the page's detail view and for `inspect`.
package struct ImageInspection: Sendable {
  package struct Text: Hashable, Sendable {
    package var keyword: String
    package var text: String

    package init(keyword: String, text: String) {
      self.keyword = keyword
      self.text = text
    }
  }

  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var path: RelativePath
  package var runs: [String] = []
  package var stamp: FileStamp?
  package var format: ImageFormat?
  package var width: Int?
  package var height: Int?
  package var dimensions: [DimensionValue] = []
  /// Where two sources differ on one dimension.
  package var disagreements: [String] = []
  /// The tool that wrote the embedded text, and all it says.
  package var dialect: String?
  package var parameters: [Parameter] = []
  package var texts: [Text] = []
  package var isContactSheet = false
  /// Why something could not be read.
  package var problem: String?

  package init(path: RelativePath) { self.path = path }
}
