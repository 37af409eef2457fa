internal import Samples
internal import Synchronization

/// The values of one dimension in order, and where each code stands in it.
struct OrderedValues: Sendable {
  let type: DimensionType
  let values: [String]
  /// By code; −1 for code 0 and the dead.
  let ranks: [Int32]

  init(_ dimension: RunDimension, forcedType: DimensionType?) {
    let dictionary = dimension.values
    let living = (1..<UInt32(dictionary.codeLimit)).filter { dictionary.counts[Int($0)] > 0 }
    // A text from two sources is one value.
    let texts = living.filter { Self.isFirst($0, dictionary) }.map(dictionary.string)
    type = Self.wider(DimensionType.of(texts), forcedType)
    values = ValueOrder.sorted(texts, of: dimension.name, type: type)
    var ranks = [Int32](repeating: -1, count: dictionary.codeLimit)
    for (rank, value) in values.enumerated() {
      for source in DimensionSource.allCases {
        guard let code = dictionary.code(of: value, source), dictionary.counts[Int(code)] > 0 else { continue }
        ranks[Int(code)] = Int32(rank)
      }
    }
    self.ranks = ranks
  }

  func counts(_ dictionary: ValueDictionary) -> [Int] {
    var counts = [Int](repeating: 0, count: values.count)
    for code in 1..<dictionary.codeLimit where ranks[code] >= 0 {
      counts[Int(ranks[code])] += Int(dictionary.counts[code])
    }
    return counts
  }

  private static func isFirst(_ code: UInt32, _ dictionary: ValueDictionary) -> Bool {
    guard let own = dictionary.source(of: code), own != .filename else { return true }
    return dictionary.text(of: code).withUnsafeBufferPointer { text in
      !DimensionSource.allCases.contains { source in
        source < own && dictionary.code(of: text, source).map { dictionary.counts[Int($0)] > 0 } == true
      }
    }
  }

  /// A forced type may widen what the values are, never claim that a text is a number.
  private static func wider(_ type: DimensionType, _ forced: DimensionType?) -> DimensionType {
    let widths: [DimensionType] = [.integer, .number, .text]
    return widths.last { $0 == type || $0 == forced } ?? type
  }
}

/// The order of one set of values, made when it is first asked for: a scan that pours in need not sort.
final class OrderCache: Sendable {
  private let order = Mutex<OrderedValues?>(nil)

  var isUsed: Bool { order.withLock { $0 != nil } }

  /// Readers that come at once wait for one to sort rather than sort each.
  func order(of dimension: RunDimension, forcedType: DimensionType?) -> OrderedValues {
    order.withLock { order in
      if let order { return order }
      let made = OrderedValues(dimension, forcedType: forcedType)
      order = made
      return made
    }
  }
}
