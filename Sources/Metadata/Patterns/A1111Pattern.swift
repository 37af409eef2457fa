/// What may differ in a text in A1111's grammar: the seed, the size and the plain numbers, the values nobody asks for,
/// and the words of prompts of one line, around their tags. All that decides which lines and pairs there are stays as
/// it is.
struct A1111Pattern {
  private let text: InfoText
  private var slots: [TextPattern.Slot] = []
  private var sources: [TextPattern.Source] = []

  static func make(of chunk: TextChunk, _ parameters: GenerationParameters) -> TextPattern? {
    let text = InfoText(chunk.bytes)
    guard text.extraLines.isEmpty, !text.pairs.contains(where: { isIncalculable($0.kind) }) else { return nil }
    var pattern = A1111Pattern(text)
    pattern.addPrompt()
    pattern.addNegativePrompt()
    pattern.addPairs(hasPlainSampler: hasPlainSampler(text, parameters))
    return TextPattern(chunk, parameters, slots: pattern.slots, sources: pattern.sources)
  }

  private init(_ text: InfoText) { self.text = text }

  private mutating func addPairs(hasPlainSampler: Bool) {
    for pair in text.pairs {
      // Of a key that stands twice the first counts, and the last decides whether the line is one of parameters.
      let isOnly = text.pairs.count { $0.kind == pair.kind } == 1
      switch pair.kind {
      case .other: slots.append(.init(place: pair.value, kind: .word))
      case .seed where isOnly: add(pair.value, .digits, as: "seed")
      case .steps where isOnly: add(pair.value, .number, as: "steps")
      case .cfg where isOnly: add(pair.value, .number, as: "cfg")
      case .guidance where isOnly: add(pair.value, .number, as: "guidance")
      case .size where isOnly: add(pair.value, .size, as: "size")
      case .sampler where isOnly && hasPlainSampler: add(pair.value, .sampler, as: "sampler")
      case .scheduler where isOnly && hasPlainSampler: add(pair.value, .schedule, as: "scheduler")
      default: break
      }
    }
  }

  /// A sampler's name that carries its schedule is split; stable-diffusion.cpp writes them as two words.
  private static func hasPlainSampler(_ text: InfoText, _ parameters: GenerationParameters) -> Bool {
    guard let sampler = text.pairs.first(where: { $0.kind == .sampler }),
      !text.pairs.contains(where: { $0.kind == .version && text.value($0).hasPrefix("stable-diffusion.cpp") })
    else { return false }
    let scheduler = text.pairs.first { $0.kind == .scheduler }
    return parameters.sampler == text.value(sampler).string
      && parameters.scheduler == scheduler.map { text.value($0).string }
  }

  /// Texts whose prompt is elsewhere, or that hold one cell's value of what a grid compares.
  private static func isIncalculable(_ kind: InfoKey) -> Bool {
    kind == .rawPrompt || kind == .rawNegativePrompt || kind == .sheetAxis || kind == .script
  }

  private mutating func add(_ place: Range<Int>, _ kind: SlotKind, as dimension: StaticString) {
    slots.append(.init(place: place, kind: kind))
    sources.append(.init(dimension: dimension, place: place))
  }

  /// Before the first tag and behind the last, when it is one line.
  private mutating func addPrompt() {
    let bytes = text.utf8
    guard let end = bytes.firstIndex(of: 0x0A), text.prompt.elementsEqual(bytes[..<end]) else { return }
    sources.append(.init(dimension: "prompt", place: 0..<end))
    let isTag = { (byte: UInt8) in byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }
    guard let first = bytes[..<end].firstIndex(where: isTag), let last = bytes[..<end].lastIndex(where: isTag) else {
      slots.append(.init(place: 0..<end, kind: .words(.ofText, endsLine: true)))
      return
    }
    slots.append(.init(place: 0..<first, kind: .words(.ofText, endsLine: false)))
    slots.append(.init(place: (last + 1)..<end, kind: .words(.behindTag, endsLine: true)))
  }

  /// When it is the line behind the prompt.
  private mutating func addNegativePrompt() {
    guard let prompt = text.utf8.firstIndex(of: 0x0A) else { return }
    let line = text.utf8[(prompt + 1)...].prefix { $0 != 0x0A }
    let words = line.dropFirst("Negative prompt: ".utf8.count)
    guard line.hasPrefix("Negative prompt: "), text.negativePrompt?.elementsEqual(words) == true else { return }
    add(words.indices, .words(.ofLine, endsLine: true), as: "negative_prompt")
  }
}
