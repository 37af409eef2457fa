import Metadata
import Samples

/// What the text of one image says.
struct TextReading {
  var values: [DimensionValue] = []
  var isContactSheet = false
  /// Whether it says how the image was made, so that no file beside it is asked.
  var hasSettings = false
  var problem: String?

  var isEmpty: Bool { values.isEmpty && !isContactSheet && problem == nil }

  init(problem: String? = nil) { self.problem = problem }

  init(_ texts: [TextChunk], stem: ArraySlice<UInt8>) {
    guard let parameters = Dialects.read(texts, fileStem: stem.shown, details: false) else { return }
    values = parameters.dimensions()
    isContactSheet = parameters.isGridSheet
    hasSettings = parameters.hasSettings
    problem = parameters.problem
  }
}
