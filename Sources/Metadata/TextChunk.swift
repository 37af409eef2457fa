internal import JSON
internal import Samples

/// One text of an image file as a transport delivered it.
package struct TextChunk: Hashable, Sendable {
  package var keyword: String
  /// As they stand in the file. PNG says Latin-1 for `tEXt`, but StabilityMatrix and Tensor.Art write UTF-8 there.
  package var bytes: [UInt8]

  package init(keyword: String, bytes: [UInt8]) {
    self.keyword = keyword
    self.bytes = bytes
  }

  package init(_ keyword: String, _ text: String) { self.init(keyword: keyword, bytes: Array(text.utf8)) }

  package var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The bytes when they are UTF-8, else what they are as Latin-1.
  var utf8: [UInt8] {
    if bytes.withUnsafeBufferPointer({ $0.isUTF8 }) { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(0xC0 | byte >> 6)
        text.append(0x80 | byte & 0x3F)
      }
    }
    return text
  }
}

/// The texts of one image. When a keyword stands twice the first is read.
struct TextChunks {
  let chunks: [TextChunk]

  func first(_ keyword: String) -> TextChunk? { chunks.first { $0.keyword == keyword } }

  func text(_ keyword: String) -> String? { first(keyword)?.text }

  func text(anyOf keywords: [String]) -> String? {
    for keyword in keywords { if let text = text(keyword) { return text } }
    return nil
  }

  /// The text as JSON, when it is an object. Tensor.Art leaves a space behind it, which JSON allows.
  func json(_ keyword: String) -> JSONValue? { first(keyword).flatMap { MetadataJSON.object($0.utf8) } }
}
