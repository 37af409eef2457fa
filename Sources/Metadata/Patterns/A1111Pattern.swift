/// What may differ in a text in A1111's grammar: the seed, the size and the plain numbers, the values nobody asks for,
/// and the words of prompts of one line, around their tags. All that decides which lines and pairs there are stays as
/// it is.
enum A1111Pattern {
  static func make(of chunk: TextChunk, _ parameters: GenerationParameters) -> TextPattern? {
    let text = InfoText(chunk.bytes)
    guard text.extraLines.isEmpty, !text.pairs.contains(where: { isIncalculable($0.kind) }) else { return nil }
    var sources: [TextPattern.Source] = []
    var slots = promptSlots(text, &sources) + negativeSlots(text, &sources)
    var seen: [InfoKey] = []
    for pair in text.pairs {
      // Of a key that stands twice the first counts, and the last decides whether the line is one of parameters.
      let isOnly = !seen.contains(pair.kind) && text.pairs.count { $0.kind == pair.kind } == 1
      seen.append(pair.kind)
      switch pair.kind {
      case .other: slots.append(.init(place: pair.value, kind: .word))
      case .seed where isOnly: add(pair.value, .digits, "seed", &slots, &sources)
      case .steps where isOnly: add(pair.value, .number, "steps", &slots, &sources)
      case .cfg where isOnly: add(pair.value, .number, "cfg", &slots, &sources)
      case .guidance where isOnly: add(pair.value, .number, "guidance", &slots, &sources)
      case .size where isOnly: add(pair.value, .size, "size", &slots, &sources)
      default: break
      }
    }
    return TextPattern(chunk, parameters, slots: slots, sources: sources)
  }

  /// Texts whose prompt is elsewhere, or that hold one cell's value of what a grid compares.
  private static func isIncalculable(_ kind: InfoKey) -> Bool {
    kind == .rawPrompt || kind == .rawNegativePrompt || kind == .sheetAxis || kind == .script
  }

  private static func add(
    _ place: Range<Int>, _ kind: SlotKind, _ dimension: StaticString, _ slots: inout [TextPattern.Slot],
    _ sources: inout [TextPattern.Source]
  ) {
    slots.append(.init(place: place, kind: kind))
    sources.append(.init(dimension: dimension, place: place))
  }

  /// The negative prompt, when it is the line behind the prompt.
  private static func negativeSlots(_ text: InfoText, _ sources: inout [TextPattern.Source]) -> [TextPattern.Slot] {
    guard let prompt = text.utf8.firstIndex(of: 0x0A) else { return [] }
    let line = text.utf8[(prompt + 1)...].prefix { $0 != 0x0A }
    let words = line.dropFirst("Negative prompt: ".utf8.count)
    guard line.hasPrefix("Negative prompt: "), text.negativePrompt?.elementsEqual(words) == true else { return [] }
    sources.append(.init(dimension: "negative_prompt", place: words.indices))
    return [.init(place: words.indices, kind: .words(.ofLine, endsLine: true))]
  }

  /// Before the first tag and behind the last.
  private static func promptSlots(_ text: InfoText, _ sources: inout [TextPattern.Source]) -> [TextPattern.Slot] {
    let bytes = text.utf8
    guard let end = bytes.firstIndex(of: 0x0A), text.prompt.elementsEqual(bytes[..<end]) else { return [] }
    sources.append(.init(dimension: "prompt", place: 0..<end))
    let isTag = { (byte: UInt8) in byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }
    guard let first = bytes[..<end].firstIndex(where: isTag), let last = bytes[..<end].lastIndex(where: isTag) else {
      return [.init(place: 0..<end, kind: .words(.ofText, endsLine: true))]
    }
    return [
      .init(place: 0..<first, kind: .words(.ofText, endsLine: false)),
      .init(place: (last + 1)..<end, kind: .words(.behindTag, endsLine: true)),
    ]
  }
}
