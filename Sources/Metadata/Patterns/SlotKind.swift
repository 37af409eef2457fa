internal import Samples

/// What may stand in a slot. Each kind is so narrow that whatever fits is read alike, and stands where the next bytes
/// end it; none may be empty.
enum SlotKind {
  /// A whole number as JSON has it: `7`, never `07`.
  case digits
  /// One with or without a fraction, and no sign or exponent.
  case number
  /// The inside of a JSON string that holds nothing escaped.
  case string
  /// A hash, a version, a name of one word.
  case word
  /// Words of a prompt in one line, without tags.
  case words(beginsText: Bool, endsLine: Bool)

  /// Where it ends; nil when nothing of its kind stands there.
  func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    switch self {
    case .digits: Self.digitsEnd(text, start)
    case .number: Self.numberEnd(text, start)
    case .string: Self.stringEnd(text, start)
    case .word: Self.wordEnd(text, start)
    case .words(let beginsText, let endsLine): Self.wordsEnd(text, start, beginsText, endsLine)
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

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < text.count, text[end] < 0x80, wordBytes.contains(text[end]) { end += 1 }
    return end == start ? nil : end
  }

  /// Digits, letters, `_`, `-` and `.`.
  private static let wordBytes = ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE)

  private static func stringEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    end(text, start, isEnd: { $0 == UInt8(ascii: "\"") }, isAllowed: { $0 >= 0x20 && $0 != UInt8(ascii: "\\") })
  }

  /// Up to a tag or the line's end. A text may not begin so that it is JSON or a negative prompt, and is trimmed.
  private static func wordsEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ beginsText: Bool, _ endsLine: Bool
  ) -> Int? {
    guard
      let last = end(
        text, start, isEnd: { $0 == UInt8(ascii: "<") || $0 == 0x0A },
        isAllowed: { $0 >= 0x20 && $0 != UInt8(ascii: ">") })
    else { return nil }
    if beginsText, !mayBegin(text[start]) { return nil }
    return endsLine && text[last - 1] == 0x20 ? nil : last
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte != 0x20 && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "N") && byte < 0x80
  }

  /// Where the first byte stands that ends the slot, when all before it are allowed and are UTF-8.
  @inline(__always) private static func end(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, isEnd: (UInt8) -> Bool, isAllowed: (UInt8) -> Bool
  ) -> Int? {
    var end = start
    var seen: UInt8 = 0
    while end < text.count, !isEnd(text[end]) {
      guard isAllowed(text[end]) else { return nil }
      seen |= text[end]
      end += 1
    }
    guard end > start, end < text.count else { return nil }
    return seen < 0x80 || UnsafeBufferPointer(rebasing: text[start..<end]).isUTF8 ? end : nil
  }
}
