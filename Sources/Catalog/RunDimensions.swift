internal import Samples

/// One dimension of one run: its values, their codes and their order.
struct RunDimension: Sendable {
  let name: String
  var values = ValueDictionary()
  /// Replaced whenever the set of living values changes, so that an order belongs to one set and is made at most once.
  private(set) var order = OrderCache()

  /// A new code makes a new order, whether or not an image comes to have it: `OrderedValues.ranks` covers all codes.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource) -> UInt32 {
    let limit = values.codeLimit
    let code = values.internText(text, source)
    if values.codeLimit > limit { forgetOrder() }
    return code
  }

  mutating func add(_ count: Int, of code: UInt32) {
    if values.add(count, of: code) { forgetOrder() }
  }

  mutating func remove(_ count: Int, of code: UInt32) {
    if values.remove(count, of: code) { forgetOrder() }
  }

  /// One that no snapshot shares and that holds nothing yet still fits: a scan that pours in makes none.
  mutating func forgetOrder() {
    if !isKnownUniquelyReferenced(&order) || order.isUsed { order = OrderCache() }
  }
}

/// The dimensions of one run by slot, which is what columns name them by. Slots are given out and never reused until
/// the run is compacted, so that a snapshot and its successors agree.
struct RunDimensions: Sendable {
  private(set) var all: [RunDimension] = []
  /// Slot + 1 by name; a name has no source, so any one will do.
  private var names = ValueDictionary()

  subscript(slot: UInt32) -> RunDimension {
    get { all[Int(slot)] }
    _modify { yield &all[Int(slot)] }
  }

  /// The slot of a dimension that some image has.
  func livingSlot(of name: String) -> UInt32? {
    guard let slot = slot(of: name), self[slot].values.livingCount > 0 else { return nil }
    return slot
  }

  func slot(of name: String) -> UInt32? { names.code(of: name, .filename).map { $0 - 1 } }

  mutating func slot(naming name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let code = names.internText(name, .filename)
    if Int(code) > all.count { all.append(RunDimension(name: names.string(of: code))) }
    return code - 1
  }

  mutating func slot(naming name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { slot(naming: $0) }
  }

  mutating func intern(_ value: DimensionValue) -> IncomingRows.Entry {
    let slot = slot(naming: value.name)
    var text = value.value
    return IncomingRows.Entry(slot: slot, code: text.withUTF8 { self[slot].intern($0, value.source) })
  }

  /// The slots that some image uses, in the order in which people are shown them.
  func shownSlots() -> [UInt32] {
    let living = all.indices.filter { all[$0].values.livingCount > 0 }
    return living.sorted { DimensionOrder.precedes(all[$0].name, all[$1].name) }.map { UInt32($0) }
  }
}

/// Training progress first, then by name: the order in which they were met would depend on history.
enum DimensionOrder {
  private static let first = ["checkpoint", "step", "epoch"]

  static func precedes(_ left: String, _ right: String) -> Bool {
    let ranks = (rank(left), rank(right))
    return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : NaturalOrder.precedes(left, right)
  }

  private static func rank(_ name: String) -> Int { first.firstIndex(of: name) ?? first.count }
}

extension ValueDictionary {
  /// Bytes that are no UTF-8 are kept as people are shown them: what is listed is what can be asked for.
  mutating func internText(_ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource) -> UInt32 {
    if let code = code(of: text, source) { return code }
    if text.isUTF8 { return intern(text, source) }
    var shown = DisplayName.text(of: text)
    return shown.withUTF8 { intern($0, source) }
  }
}
