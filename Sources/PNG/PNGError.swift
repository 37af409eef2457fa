/// What is wrong with a PNG file, for the person who looks at it.
package enum PNGError: Error, Hashable, Sendable {
  case notPNG
  /// The file ends before the picture does: its writer may not be done with it.
  case truncated
  case unreadable
  case badHeader(String)
  /// A chunk that cannot be one: the rest of the file has no meaning.
  case badChunk(offset: Int)
  case tooManyChunks(limit: Int)
  case badChecksum(chunk: String)
  case textTooLarge(keyword: String, limit: Int)
  case badText(keyword: String, reason: String)
  /// Refused by its declared size, before anything is decoded.
  case tooLarge(width: Int, height: Int, reason: String)
  case badPixels(String)

  /// Whether reading again later may go better.
  package var isIncomplete: Bool { self == .truncated }
}

extension PNGError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notPNG: "not a PNG file, whatever its name says"
    case .truncated: "the file ends too early: it is still being written, or its copy was cut off"
    case .unreadable: "the file cannot be read"
    case .badHeader(let reason): "the header is damaged: \(reason)"
    case .badChunk(let offset): "damaged at byte \(offset)"
    case .tooManyChunks(let limit): "more than \(limit) chunks: not a picture any program writes"
    case .badChecksum(let chunk): "the checksum of its \(chunk) chunk is wrong: the file is damaged"
    case .textTooLarge(let keyword, let limit): "text `\(keyword)` is larger than \(limit) bytes and was not read"
    case .badText(let keyword, let reason): "text `\(keyword)` is damaged: \(reason)"
    case .tooLarge(let width, let height, let reason): "\(width) × \(height) pixels are too many: \(reason)"
    case .badPixels(let reason): "the picture is damaged: \(reason)"
    }
  }
}
