import Metadata
import Samples

/// What the text of one image says.
struct TextReading {
  private enum Said {
    case nothing
    case parameters(GenerationParameters)
    /// The text is as another but for some values.
    case match(TextPatterns.Match)
  }

  private let said: Said
  var problem: String?

  init() { said = .nothing }

  init(_ parameters: GenerationParameters?) {
    said = parameters.map { .parameters($0) } ?? .nothing
    problem = parameters?.problem
  }

  init(_ match: TextPatterns.Match) { said = .match(match) }

  var isContactSheet: Bool { if case .parameters(let parameters) = said { parameters.isGridSheet } else { false } }

  /// Whether it says how the image was made, so that no file beside it is asked.
  var hasSettings: Bool {
    switch said {
    case .nothing: false
    case .parameters(let parameters): parameters.hasSettings
    case .match: true
    }
  }

  var isEmpty: Bool { if case .nothing = said { problem == nil } else { false } }

  func forEachDimension(_ body: (StaticString, UnsafeBufferPointer<UInt8>) -> Void) {
    switch said {
    case .nothing: break
    case .parameters(let parameters): parameters.forEachDimension(body)
    case .match(let match): match.forEachDimension(body)
    }
  }
}
