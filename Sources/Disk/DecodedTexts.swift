import Metadata

/// What was read from the texts of the last images, so that a text which many images carry (a batch, copies) is decoded
/// once. The texts themselves are not kept: 128 bits of a keyed hash stand for one, which no accident makes equal.
struct DecodedTexts {
  /// Shorter texts are decoded about as quickly as they are hashed and looked up.
  private static let shortest = 4096
  /// A power of two. Each text has one place; a newer one takes it over.
  private static let places = 1024

  private var known: [(identity: TextIdentity, reading: TextReading)?] = Array(repeating: nil, count: places)

  /// Nil for texts that are not worth it.
  static func identity(of texts: [TextChunk], _ stem: ArraySlice<UInt8>) -> TextIdentity? {
    guard texts.reduce(0, { $0 + $1.bytes.count }) >= shortest else { return nil }
    var identity = TextIdentity()
    for text in texts {
      var keyword = text.keyword
      keyword.withUTF8 { identity.add($0) }
      text.bytes.withUnsafeBufferPointer { identity.add($0) }
    }
    stem.withUnsafeBufferPointer { identity.add($0) }
    return identity
  }

  subscript(identity: TextIdentity) -> TextReading? {
    get {
      guard let entry = known[place(identity)], entry.identity == identity else { return nil }
      return entry.reading
    }
    set { known[place(identity)] = newValue.map { (identity, $0) } }
  }

  private func place(_ identity: TextIdentity) -> Int {
    Int(truncatingIfNeeded: identity.first) & (Self.places - 1)
  }
}

/// Two sums side by side over eight bytes a step, each by full-width multiplication. Swift's own hasher took an eighth
/// of a whole scan. The keys differ in every process, so that no file can be made to pass for another.
struct TextIdentity: Equatable {
  private static let keys = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)

  private(set) var first: UInt64
  private(set) var second: UInt64

  init() { (first, second) = Self.keys }

  /// Bytes and length, so that neighbours cannot trade bytes.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(text)
    mix(UInt64(bytes.count))
    var index = 0
    while index + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest &<< 8 | UInt64(bytes[index])
      index += 1
    }
    mix(rest)
  }

  private mutating func mix(_ word: UInt64) {
    first = Self.folded(first ^ word, Self.keys.0)
    second = Self.folded(second &+ word, Self.keys.1)
  }

  private static func folded(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
