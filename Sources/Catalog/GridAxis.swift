internal import Samples

/// One axis of a grid that is asked for: which values it has, and what a value adds to a position.
struct GridAxis {
  /// Added where the value is outside the window, and where there is none. Three of either sort and three positions
  /// below 100,000 can be told apart by their sum, which stays within an Int32.
  static let outside: Int32 = -(1 << 20)
  static let absent: Int32 = -(1 << 28)

  let slot: UInt32?
  private let dimension: String
  private(set) var values: [String] = []
  /// What is shown; one place where no dimension is asked for.
  private(set) var window = 0..<1
  private let order: OrderedValues?
  /// By rank in `order`: the place among `values`.
  private var places: [Int32] = []

  /// Takes the dimension; `survivors` say which of its values remain.
  init(_ name: String?, of run: RunIndex, _ survivors: Survivors, _ buffers: ScanBuffers) throws(CatalogError) {
    dimension = name ?? ""
    guard let name else {
      slot = nil
      order = nil
      return
    }
    guard let slot = run.dimensions.livingSlot(of: name) else { throw .unknownDimension(name) }
    self.slot = slot
    let order = run.order(slot)
    self.order = order
    var remains = [Bool](repeating: survivors.count == run.imageCount, count: order.values.count)
    if survivors.count < run.imageCount {
      for code in Self.codes(of: slot, order, survivors, buffers) { remains[Int(order.ranks[code])] = true }
    }
    for rank in remains.indices {
      places.append(remains[rank] ? Int32(values.count) : -1)
      if remains[rank] { values.append(order.values[rank]) }
    }
    window = 0..<values.count
  }

  var answer: Grid.Axis? { slot.map { _ in Grid.Axis(dimension: dimension, values: values) } }

  mutating func narrow(from: Int, count: Int?) {
    if slot != nil { window = GridWindow.clamped(from: from, count: count, of: values.count) }
  }

  /// By code: what its place adds to a position when each place is `stride` positions wide.
  func contributions(stride: Int) -> [Int32] {
    guard let order else { return [] }
    return order.ranks.indices.map { code in
      let rank = order.ranks[code]
      guard rank >= 0 else { return Self.absent }
      let place = Int(places[Int(rank)])
      return window.contains(place) ? Int32((place - window.lowerBound) * stride) : Self.outside
    }
  }

  private static func codes(
    of slot: UInt32, _ order: OrderedValues, _ survivors: Survivors, _ buffers: ScanBuffers
  ) -> [Int] {
    let codes = 1..<order.ranks.count
    let living = codes.count { order.ranks[$0] >= 0 }
    var isSeen = [Bool](repeating: false, count: order.ranks.count)
    var rowsSinceCount = 0
    for part in survivors.parts {
      // Where rows are many and values few, all values are met soon, and the other rows need no look. Counting costs no
      // more than the rows it follows.
      if rowsSinceCount >= codes.count {
        if codes.count(where: { isSeen[$0] }) == living { break }
        rowsSinceCount = 0
      }
      rowsSinceCount += part.count
      let leaf = survivors.places.leaves[part.place].leaf
      guard let column = leaf.column(of: slot) else { continue }
      if case .constant(let code) = column.codes {
        isSeen[Int(code)] = true
        continue
      }
      isSeen.withUnsafeMutableBufferPointer { isSeen in
        survivors.withRows(part, buffers) { rows in
          var mark = Mark(isSeen: isSeen, rows: rows, count: part.count)
          buffers.visit(column, leaf.count, &mark)
        }
      }
    }
    return codes.filter { isSeen[$0] }
  }
}

private struct Mark: CodeVisitor {
  /// As long as the dictionary that gave out the codes, of the same snapshot: every code is below its count.
  let isSeen: UnsafeMutableBufferPointer<Bool>
  let rows: UnsafePointer<UInt16>
  let count: Int

  mutating func visit(_ codes: UnsafePointer<some FixedWidthInteger & UnsignedInteger>) {
    guard let isSeen = isSeen.baseAddress else { return }
    for index in 0..<count { isSeen[Int(truncatingIfNeeded: codes[Int(rows[index])])] = true }
  }
}
