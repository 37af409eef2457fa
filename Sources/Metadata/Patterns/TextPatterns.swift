internal import Samples

/// The patterns of the last texts. One for each thread.
package struct TextPatterns {
  /// A grid of some LoRAs and strengths has a pattern for each pair of them.
  private static let limit = 64
  /// Longer texts are rare.
  private static let longest = 65_536

  private var patterns: [TextPattern] = []
  private var last = 0
  /// Where the next pattern goes when there is no room left.
  private var oldest = 0
  /// Patterns cost, so they are made as long as texts fit them.
  private var credit = Credit()

  package init() {}

  /// A text that fits a pattern.
  package struct Match {
    fileprivate let pattern: TextPattern
    fileprivate let text: [UInt8]
    fileprivate let shifts: [Int]

    /// As `GenerationParameters` has them.
    package func forEachDimension(_ body: (StaticString, UnsafeBufferPointer<UInt8>) -> Void) {
      text.withUnsafeBufferPointer { pattern.forEachDimension(of: $0, shifts, body) }
    }
  }

  /// The text of an image, when it differs from one that was read only in values that stand in the same places.
  package mutating func match(_ chunks: [TextChunk]) -> Match? {
    guard !patterns.isEmpty, chunks.count == 1, let chunk = chunks.first else { return nil }
    return chunk.bytes.withUnsafeBufferPointer { text in
      let expected = patterns[last].follower ?? last
      if let match = match(chunk, text, expected) { return match }
      for index in patterns.indices.prefix(credit.left) where index != expected {
        if let match = match(chunk, text, index) { return match }
      }
      return nil
    }
  }

  private mutating func match(_ chunk: TextChunk, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Match? {
    let pattern = patterns[index]
    guard pattern.keyword == chunk.keyword, let shifts = pattern.shifts(of: text) else { return nil }
    patterns[last].follower = index
    last = index
    credit.earn()
    return Match(pattern: pattern, text: chunk.bytes, shifts: shifts)
  }

  /// What the texts say, read in full. The next that is like them may match.
  package mutating func read(_ chunks: [TextChunk], fileStem: String) -> GenerationParameters? {
    guard let chunk = chunks.first, chunks.count == 1, chunk.bytes.count <= Self.longest, credit.spend() else {
      return Dialects.read(chunks, fileStem: fileStem, details: false)
    }
    let parameters = Dialects.read(chunks, fileStem: fileStem, details: false)
    if let parameters, let pattern = Self.pattern(of: chunk, parameters, fileStem: fileStem) { keep(pattern) }
    return parameters
  }

  private static func pattern(
    of chunk: TextChunk, _ parameters: GenerationParameters, fileStem: String
  ) -> TextPattern? {
    guard chunk.bytes.withUnsafeBufferPointer({ $0.isUTF8 }) else { return nil }
    switch (chunk.keyword, parameters.dialect) {
    case ("parameters", "A1111"): return A1111Pattern.make(of: chunk, parameters)
    case ("prompt", "ComfyUI"): return ComfyPattern.make(of: chunk, parameters, fileStem: fileStem)
    default: return nil
    }
  }

  private mutating func keep(_ pattern: TextPattern) {
    if patterns.count < Self.limit {
      last = patterns.count
      patterns.append(pattern)
      return
    }
    patterns[oldest] = pattern
    last = oldest
    oldest = (oldest + 1) % Self.limit
  }
}

/// How far patterns are worth their cost. Where no text fits any, as in a folder of pictures from everywhere, few are
/// tried and few are made.
private struct Credit {
  private(set) var left = most
  private var refused = 0

  private static let most = 64

  mutating func earn() { if left < Self.most { left += 1 } }

  /// Whether a pattern is to be made.
  mutating func spend() -> Bool {
    if left > 0 {
      left -= 1
      return true
    }
    refused += 1
    return refused % 64 == 0
  }
}
