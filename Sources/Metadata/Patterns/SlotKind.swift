internal import Glibc
internal import Samples

/// What may stand in a slot. Each kind is so narrow that whatever fits is read alike, and stands where the next bytes
/// end it; none may be empty.
enum SlotKind: Equatable {
  /// A whole number as JSON has it: `7`, never `07`.
  case digits
  /// One with or without a fraction, and no sign or exponent.
  case number
  /// Two whole numbers: `512x768`.
  case size
  /// The name of a schedule; or of a sampler that carries none.
  case schedule, sampler
  /// The inside of a JSON string that holds nothing escaped.
  case string
  /// A hash, a version, a name of one word.
  case word
  /// Words of a prompt in one line, without tags.
  case words(Beginning, endsLine: Bool)

  /// Where words begin decides what may not be their first byte.
  enum Beginning {
    case ofText, ofLine, behindTag
  }

  /// Where it ends; nil when nothing of its kind stands there.
  func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    switch self {
    case .digits: Self.digitsEnd(text, start)
    case .number: Self.numberEnd(text, start)
    case .size: Self.sizeEnd(text, start)
    case .schedule: Self.nameEnd(text, start)
    case .sampler: Self.samplerEnd(text, start)
    case .string: Self.stringEnd(text, start)
    case .word: Self.wordEnd(text, start)
    case .words(let beginning, let endsLine): Self.wordsEnd(text, start, beginning, endsLine)
    }
  }

  private static func digitsEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < text.count, TextBytes.isDigit(text[end]) { end += 1 }
    return end == start || (text[start] == UInt8(ascii: "0") && end > start + 1) ? nil : end
  }

  private static func numberEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let end = digitsEnd(text, start), end < text.count, text[end] == UInt8(ascii: ".") else {
      return digitsEnd(text, start)
    }
    var last = end + 1
    while last < text.count, TextBytes.isDigit(text[last]) { last += 1 }
    return last > end + 1 ? last : nil
  }

  private static func sizeEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let end = digitsEnd(text, start), end < text.count, text[end] == UInt8(ascii: "x") else { return nil }
    return digitsEnd(text, end + 1)
  }

  private static func samplerEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let end = nameEnd(text, start) else { return nil }
    return SamplerName.isPlain(UnsafeBufferPointer(rebasing: text[start..<end])) ? end : nil
  }

  private static func nameEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < text.count, text[end] < 0x80, nameBytes.contains(text[end]) { end += 1 }
    return end == start || text[start] == 0x20 || text[end - 1] == 0x20 ? nil : end
  }

  /// Those of a word, and ` ` and `+`.
  private static let nameBytes = ASCIISet(low: 0x03FF_6801_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < text.count, text[end] < 0x80, wordBytes.contains(text[end]) { end += 1 }
    return end == start ? nil : end
  }

  /// Digits, letters, `_`, `-` and `.`.
  private static let wordBytes = ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)

  private static func stringEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let end = place(of: UInt8(ascii: "\""), in: text, start, text.count) else { return nil }
    return isPlain(text, start..<end, without: UInt8(ascii: "\\")) ? end : nil
  }

  /// Up to a tag or the line's end. Lines are trimmed.
  private static func wordsEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ beginning: Beginning, _ endsLine: Bool
  ) -> Int? {
    guard let line = place(of: 0x0A, in: text, start, text.count) else { return nil }
    let end = place(of: UInt8(ascii: "<"), in: text, start, line) ?? line
    guard isPlain(text, start..<end, without: UInt8(ascii: ">")) else { return nil }
    guard mayBegin(beginning, text[start]) else { return nil }
    return endsLine && text[end - 1] == 0x20 ? nil : end
  }

  /// A text that begins with a brace may be JSON, and with an N a negative prompt.
  private static func mayBegin(_ beginning: Beginning, _ byte: UInt8) -> Bool {
    switch beginning {
    case .ofText: byte != 0x20 && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "N") && byte < 0x80
    case .ofLine: byte != 0x20
    case .behindTag: true
    }
  }

  private static func place(
    of byte: UInt8, in text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard let base = text.baseAddress, start < end, let found = memchr(base + start, Int32(byte), end - start) else {
      return nil
    }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// Whether there is something, in UTF-8, without control characters and without `excluded`; eight bytes a step.
  private static func isPlain(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Range<Int>, without excluded: UInt8
  ) -> Bool {
    let part = UnsafeBufferPointer(rebasing: text[place])
    let bytes = UnsafeRawBufferPointer(part)
    let refused = UInt64(excluded) &* 0x0101_0101_0101_0101
    var (others, seen): (UInt64, UInt64) = (0, 0)
    func look(at word: UInt64) {
      let difference = word ^ refused
      others |= (word &- 0x2020_2020_2020_2020) & ~word | (difference &- 0x0101_0101_0101_0101) & ~difference
      seen |= word
    }
    var index = 0
    while index + 8 <= bytes.count {
      look(at: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0x2020_2020_2020_2020
    while index < bytes.count {
      rest = rest &<< 8 | UInt64(bytes[index])
      index += 1
    }
    look(at: rest)
    guard !part.isEmpty, others & 0x8080_8080_8080_8080 == 0 else { return false }
    return seen & 0x8080_8080_8080_8080 == 0 || part.isUTF8
  }
}
