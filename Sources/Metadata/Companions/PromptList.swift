/// What a trainer renders at each sampling, in the order of its list: the text and settings that its sample images do
/// not carry themselves. Their names carry the place in the list.
package struct PromptList: Hashable, Sendable {
  /// Longer ones are no lists of sample prompts.
  static let maximumCount = 10_000

  private let entries: [GenerationParameters]
  /// The samples before the training were made with other settings.
  private let isOtherAtStart: Bool

  /// Nil when there is no entry, or too many.
  init?(_ entries: [GenerationParameters], isOtherAtStart: Bool = false) {
    guard (1...Self.maximumCount).contains(entries.count) else { return nil }
    self.entries = entries
    self.isOtherAtStart = isOtherAtStart
  }

  package var count: Int { entries.count }

  /// What is known of the sample whose name says this much. A seed in the name that is not the list's own says that
  /// the list was edited after the sample was made: then nothing of it is believed.
  package func parameters(promptIndex: String, step: String?, seed: String?) -> GenerationParameters? {
    guard let index = Int(promptIndex), entries.indices.contains(index) else { return nil }
    if isOtherAtStart, step == "0" { return nil }
    let entry = entries[index]
    if let seed, let listed = entry.seed, seed != listed { return nil }
    return entry
  }
}

extension GenerationParameters {
  /// Trainers round sizes down to what the model can render: to a multiple of 8 or 16, 32 at most. Others are not
  /// known to be what was rendered.
  mutating func setRenderedSize(width: String?, height: String?) {
    guard let width, let height, let columns = Int(width), let rows = Int(height), columns % 32 == 0, rows % 32 == 0
    else { return }
    setSize(width: width, height: height)
  }
}
