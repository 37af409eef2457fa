internal import Samples

/// Texts ↔ codes of one dimension. A code stands for a text from one source, so that removing an image also tells when
/// the last value from a source is gone. Codes start at 1; 0 stands for no value.
///
/// Found by byte slice: no `String` is made while a scan pours in. Open addressing over one arena.
struct ValueDictionary: Sendable {
  private var arena: [UInt8] = []
  /// The end of each code's text in `arena`; that of code 0 is 0.
  private var ends: [Int] = [0]
  private var sources: [DimensionSource?] = [nil]
  /// How many images have the code.
  private(set) var counts: [UInt32] = [0]
  /// Codes by hash, 0 where free; always a power of two and at most half full.
  private var table: [UInt32] = Array(repeating: 0, count: 16)
  private(set) var livingCount = 0

  /// Codes are below this.
  var codeLimit: Int { ends.count }
  /// Codes whose last image is gone.
  var deadCount: Int { codeLimit - 1 - livingCount }

  var memorySize: Int {
    arena.allocatedSize + ends.allocatedSize + sources.allocatedSize + counts.allocatedSize + table.allocatedSize
  }

  func source(of code: UInt32) -> DimensionSource? { sources[Int(code)] }

  func text(of code: UInt32) -> ArraySlice<UInt8> { arena[range(of: Int(code))] }

  func string(of code: UInt32) -> String { String(decoding: text(of: code), as: UTF8.self) }

  func code(of text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource) -> UInt32? {
    let code = table[place(of: text, source)]
    return code == 0 ? nil : code
  }

  func code(of text: String, _ source: DimensionSource) -> UInt32? {
    var text = text
    return text.withUTF8 { code(of: $0, source) }
  }

  mutating func intern(_ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource) -> UInt32 {
    let place = place(of: text, source)
    if table[place] != 0 { return table[place] }
    let code = UInt32(ends.count)
    arena.append(contentsOf: text)
    ends.append(arena.count)
    sources.append(source)
    counts.append(0)
    table[place] = code
    if ends.count * 2 > table.count { grow() }
    return code
  }

  /// Whether the set of living codes changed.
  mutating func add(_ count: Int, of code: UInt32) -> Bool {
    let wasDead = counts[Int(code)] == 0
    counts[Int(code)] += UInt32(count)
    if wasDead { livingCount += 1 }
    return wasDead
  }

  /// Whether the set of living codes changed.
  mutating func remove(_ count: Int, of code: UInt32) -> Bool {
    counts[Int(code)] -= UInt32(count)
    let isDead = counts[Int(code)] == 0
    if isDead { livingCount -= 1 }
    return isDead
  }

  /// A dictionary of the living codes alone, and where each old code went; 0 for the dead.
  func compacted() -> (ValueDictionary, newCodes: [UInt32]) {
    var compact = ValueDictionary()
    var newCodes = [UInt32](repeating: 0, count: codeLimit)
    for code in 1..<codeLimit where counts[code] > 0 {
      guard let source = sources[code] else { continue }
      let new = arena.withUnsafeBufferPointer {
        compact.intern(UnsafeBufferPointer(rebasing: $0[range(of: code)]), source)
      }
      _ = compact.add(Int(counts[code]), of: new)
      newCodes[code] = new
    }
    return (compact, newCodes)
  }

  private func range(of code: Int) -> Range<Int> { code == 0 ? 0..<0 : ends[code - 1]..<ends[code] }

  /// Where the code stands in the table, or the free place where it belongs.
  private func place(of text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource) -> Int {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: ByteHash.hash(text, source.rawValue)) & mask
    while table[place] != 0, !isText(text, source, ofCode: Int(table[place])) { place = (place + 1) & mask }
    return place
  }

  private func isText(_ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource, ofCode code: Int) -> Bool {
    let range = range(of: code)
    guard range.count == text.count, sources[code] == source else { return false }
    return arena.withUnsafeBufferPointer { Bytes.areEqual(UnsafeBufferPointer(rebasing: $0[range]), text) }
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    let mask = table.count - 1
    arena.withUnsafeBufferPointer { arena in
      for code in 1..<ends.count {
        guard let source = sources[code] else { continue }
        let text = UnsafeBufferPointer(rebasing: arena[range(of: code)])
        var place = Int(truncatingIfNeeded: ByteHash.hash(text, source.rawValue)) & mask
        while table[place] != 0 { place = (place + 1) & mask }
        table[place] = UInt32(code)
      }
    }
  }
}
