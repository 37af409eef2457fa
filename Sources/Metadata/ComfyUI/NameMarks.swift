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
      repeats.add(tape.mark(of: name))
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

/// Whether a name may stand twice in an object, by what is quick to compare.
struct RepeatMarks {
  /// Objects of more names are looked through in full: comparing each with each would no longer be quick.
  private var marks = InlineArray<32, UInt64>(repeating: 0)
  private var count = 0
  private(set) var mayRepeat = false

  /// Nil is an escaped name, which may be any.
  mutating func add(_ mark: UInt64?) {
    guard let mark, count < marks.count else {
      mayRepeat = true
      return
    }
    for index in 0..<count where marks[index] == mark { mayRepeat = true }
    marks[count] = mark
    count += 1
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
