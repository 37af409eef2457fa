/// How an image was made, as its own text says. Values are kept as they were written: a seed to the digit, `8.0` as
/// `8.0`. What cannot be known is absent and never guessed.
package struct GenerationParameters: Hashable, Sendable {
  package var seed: String?
  package var steps: String?
  package var cfg: String?
  /// The distilled guidance of Flux and its kin; another thing than `cfg`.
  package var guidance: String?
  package var sampler: String?
  package var scheduler: String?
  package var width: String?
  package var height: String?
  package var model: String?
  package var loras: [LoRA] = []
  package var prompt: String?
  package var negativePrompt: String?
  /// The bitmap of a whole X/Y/Z grid, not one image.
  package var isGridSheet = false
  /// The dimensions that differ between the cells of a grid sheet, so that its text holds one cell's value of them.
  package var sheetAxes: Set<String> = []
  /// Who wrote the text: `A1111`, `ComfyUI`, …
  package var dialect: String
  /// What else was written, for the page's detail view.
  package var further: [Pair] = []
  /// Why something is missing that should be there, for the person who looks at the image.
  package var problem: String?

  package struct LoRA: Hashable, Sendable {
    package var name: String
    /// Absent when only the name is known.
    package var strength: String?

    package init(_ name: String, strength: String? = nil) {
      self.name = name
      self.strength = strength
    }
  }

  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(dialect: String) { self.dialect = dialect }

  package var size: String? {
    guard let width, let height else { return nil }
    return width + "x" + height
  }

  /// Whether anything was read of how the image was sampled, more than words.
  package var hasSettings: Bool { seed != nil || steps != nil || sampler != nil || model != nil }

  var isEmpty: Bool { !hasSettings && prompt == nil && negativePrompt == nil && cfg == nil && loras.isEmpty }

  mutating func setSize(_ size: (width: String, height: String)?) {
    guard let size else { return }
    width = size.width
    height = size.height
  }

  /// Whole numbers above zero; a width without a height is no size.
  mutating func setSize(width: String?, height: String?) {
    guard let width, let height, Self.isLength(width), Self.isLength(height) else { return }
    setSize((width, height))
  }

  private static func isLength(_ text: String) -> Bool {
    text.utf8.allSatisfy(TextBytes.isDigit) && text.utf8.contains { $0 != UInt8(ascii: "0") }
  }
}
