internal import JSON

/// Which names a node's inputs may have, one bit for a name: most of what a reader asks a node for it does not have.
struct NameMarks {
  private let bits: UInt64
  let mayRepeat: Bool

  init(of inputs: Int, on tape: JSONTape) {
    var repeats = RepeatMarks()
    var bits: UInt64 = 0
    tape.forEachMember(of: inputs) { name, _ in
      let shape = tape.shape(of: name)
      // For an escaped name nothing is ruled out.
      bits |= shape.map { Self.bit($0.first, $0.count) } ?? .max
      repeats.add(shape)
      return true
    }
    self.bits = bits
    mayRepeat = repeats.mayRepeat
  }

  func mayContain(_ name: StaticString) -> Bool {
    bits & Self.bit(name.utf8Start[0], name.utf8CodeUnitCount) != 0
  }

  private static func bit(_ first: UInt8, _ count: Int) -> UInt64 { 1 << ((UInt64(first) &+ UInt64(count) &* 5) & 63) }
}

/// Whether a name may stand twice in an object: two marks that differ in what they look at, so that only one in some
/// hundred objects is looked through for nothing.
struct RepeatMarks {
  private var ends: UInt64 = 0
  private var middles: UInt64 = 0
  private(set) var mayRepeat = false

  /// Nil is an escaped name, which may be any.
  mutating func add(_ shape: JSONTape.Shape?) {
    guard let shape else {
      mayRepeat = true
      return
    }
    let (first, middle, last) = (shape.first, shape.middle, shape.last)
    let end: UInt64 = 1 << (UInt64(first &+ last &* 5) & 63)
    let other: UInt64 = 1 << (UInt64(middle &* 7 &+ last &* 3 &+ UInt8(truncatingIfNeeded: shape.count)) & 63)
    mayRepeat = mayRepeat || (ends & end != 0 && middles & other != 0)
    ends |= end
    middles |= other
  }

  static func repeatedName(in object: Int, on tape: JSONTape) -> String? {
    var seen: Set<ArraySlice<UInt8>> = []
    var members = tape.children(of: object)
    while let name = members.next(), members.next() != nil {
      if !seen.insert(tape.raw(name)).inserted { return tape.string(name) }
    }
    return nil
  }
}
