internal import Glibc
internal import Samples

/// A text that was read, and the places in it whose bytes may be others without anything else being read otherwise:
/// the next image of the series has another seed and another prompt in the same graph. Such a text is not decoded but
/// compared, and its values are cut out where they stand.
///
/// A place is free only when the reader of the dialect never looked at its bytes, or handed them on as they are.
final class TextPattern {
  /// A place that may hold other bytes of its kind.
  struct Slot {
    var place: Range<Int>
    var kind: SlotKind
  }

  /// Where a dimension's value stands in the text as it is.
  struct Source {
    var dimension: StaticString
    var place: Range<Int>
  }

  /// What a dimension has: bytes that are the same in all texts, or those from one place of the text to another.
  private struct Value {
    var dimension: StaticString
    /// In `fixed` or in the text.
    var place: Range<Int>
    var isFixed = false
    /// How many slots end before the place, and before its end.
    var slotsBefore = 0
    var slotsToEnd = 0
  }

  let keyword: String
  private let text: [UInt8]
  private let slots: [Slot]
  private let values: [Value]
  private let fixed: [UInt8]
  /// The pattern that the next text had: series are often written in turns.
  var follower: Int?

  /// Nil when the text says something that is more than values.
  init?(_ chunk: TextChunk, _ parameters: GenerationParameters, slots: [Slot], sources: [Source]) {
    guard parameters.hasSettings, parameters.problem == nil, !parameters.isGridSheet else { return nil }
    keyword = chunk.keyword
    text = chunk.bytes
    let text = text
    let slots = slots.filter { slot in
      text.withUnsafeBufferPointer { slot.kind.end(in: $0, from: slot.place.lowerBound) } == slot.place.upperBound
    }
    self.slots = slots
    var values: [Value] = []
    var fixed: [UInt8] = []
    parameters.forEachDimension { dimension, value in
      let place = sources.first { $0.dimension.description == dimension.description }?.place
      if let place, text[place].elementsEqual(value) {
        let before = slots.count { $0.place.upperBound <= place.lowerBound }
        let toEnd = slots.count { $0.place.upperBound <= place.upperBound }
        values.append(Value(dimension: dimension, place: place, slotsBefore: before, slotsToEnd: toEnd))
      } else {
        values.append(
          Value(dimension: dimension, place: fixed.count..<(fixed.count + value.count), isFixed: true))
        fixed += value
      }
    }
    self.values = values
    self.fixed = fixed
  }

  /// How much further behind each slot the text goes on than in this one; nil when it is another text.
  func shifts(of other: UnsafeBufferPointer<UInt8>) -> [Int]? {
    text.withUnsafeBufferPointer { text in
      // Patterns of one tool differ as a rule in what stands last, the model.
      let tail = text.count - (slots.last?.place.upperBound ?? 0)
      guard Self.isSame(text, text.count - tail, other, other.count - tail, tail) else { return nil }
      var shifts: [Int] = []
      shifts.reserveCapacity(slots.count)
      var (known, position) = (0, 0)
      for slot in slots {
        let count = slot.place.lowerBound - known
        guard Self.isSame(text, known, other, position, count),
          let end = slot.kind.end(in: other, from: position + count)
        else { return nil }
        position = end
        known = slot.place.upperBound
        shifts.append(position - known)
      }
      return other.count - position == tail ? shifts : nil
    }
  }

  private static func isSame(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ other: UnsafeBufferPointer<UInt8>, _ otherStart: Int,
    _ count: Int
  ) -> Bool {
    guard count > 0 else { return true }
    guard otherStart >= 0, other.count - otherStart >= count else { return false }
    return memcmp(text.baseAddress! + start, other.baseAddress! + otherStart, count) == 0
  }

  /// The dimensions of a text that has these shifts.
  func forEachDimension(
    of other: UnsafeBufferPointer<UInt8>, _ shifts: [Int], _ body: (StaticString, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    fixed.withUnsafeBufferPointer { fixed in
      for value in values {
        if value.isFixed {
          body(value.dimension, UnsafeBufferPointer(rebasing: fixed[value.place]))
        } else {
          let start = value.place.lowerBound + (value.slotsBefore == 0 ? 0 : shifts[value.slotsBefore - 1])
          let end = value.place.upperBound + (value.slotsToEnd == 0 ? 0 : shifts[value.slotsToEnd - 1])
          body(value.dimension, UnsafeBufferPointer(rebasing: other[start..<end]))
        }
      }
    }
  }
}
