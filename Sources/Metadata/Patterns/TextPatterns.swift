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
    let parameters = Dialects.read(chunks, fileStem: fileStem, details: false)
    if let parameters, chunks.count == 1, let pattern = pattern(of: chunks[0], parameters, fileStem) { keep(pattern) }
    return parameters
  }

  private mutating func pattern(
    of chunk: TextChunk, _ parameters: GenerationParameters, _ fileStem: String
  ) -> TextPattern? {
    let isA1111 = chunk.keyword == "parameters" && parameters.dialect == "A1111"
    let isGraph = chunk.keyword == "prompt" && parameters.dialect == "ComfyUI"
    guard isA1111 || isGraph, chunk.bytes.count <= Self.longest,
      chunk.bytes.withUnsafeBufferPointer({ $0.isUTF8 }), credit.spend()
    else { return nil }
    return isA1111
      ? A1111Pattern.make(of: chunk, parameters) : ComfyPattern.make(of: chunk, parameters, fileStem: fileStem)
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
