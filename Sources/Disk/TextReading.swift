import Metadata
import Samples

/// What the text of one image says.
struct TextReading {
  private(set) var parameters: GenerationParameters?
  var problem: String?

  var isContactSheet: Bool { parameters?.isGridSheet ?? false }

  /// Whether it says how the image was made, so that no file beside it is asked.
  var hasSettings: Bool { parameters?.hasSettings ?? false }

  var isEmpty: Bool { parameters == nil && problem == nil }

  init() {}

  init(_ texts: [TextChunk], stem: ArraySlice<UInt8>) {
    parameters = Dialects.read(texts, fileStem: stem.shown, details: false)
    problem = parameters?.problem
  }
}
