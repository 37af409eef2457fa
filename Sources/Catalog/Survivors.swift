/// The rows that pass the filters, leaf by leaf.
struct Survivors {
  struct Part {
    /// The index in `LeafPlaces`.
    let place: Int
    /// Where the rows stand in `rows`; nil when the whole leaf passes.
    let start: Int?
    let count: Int
  }

  let places: LeafPlaces
  private(set) var parts: [Part] = []
  private var rows: [UInt16] = []
  private(set) var count = 0

  init(_ filters: Filters, _ places: LeafPlaces, _ buffers: ScanBuffers) {
    self.places = places
    for place in places.leaves.indices {
      let leaf = places.leaves[place].leaf
      guard let count = Self.choose(leaf, filters, buffers), count > 0 else { continue }
      if count == leaf.count {
        parts.append(Part(place: place, start: nil, count: count))
      } else {
        parts.append(Part(place: place, start: rows.count, count: count))
        rows.append(contentsOf: UnsafeBufferPointer(start: buffers.rows, count: count))
      }
      self.count += count
    }
  }

  /// The rows of one part: `part.count` of them, each below its leaf's count.
  func withRows(_ part: Part, _ buffers: ScanBuffers, _ body: (UnsafePointer<UInt16>) -> Void) {
    guard let start = part.start else { return body(UnsafePointer(buffers.everyRow)) }
    rows.withUnsafeBufferPointer { if let rows = $0.baseAddress { body(rows + start) } }
  }

  /// How many rows pass, which are then in `buffers.rows` unless all do; nil when a dimension's only value in the leaf
  /// decides against it, so that the leaf need not be read.
  private static func choose(_ leaf: Leaf, _ filters: Filters, _ buffers: ScanBuffers) -> Int? {
    var undecided: [(column: Column, table: Filters.Table)] = []
    for table in filters.tables {
      guard let column = leaf.column(of: table.slot) else { return nil }
      if case .constant(let code) = column.codes {
        if table.allowed[Int(code)] == 0 { return nil }
      } else {
        undecided.append((column, table))
      }
    }
    var count = leaf.count
    for (column, table) in undecided {
      table.allowed.withUnsafeBufferPointer { allowed in
        let known = count == leaf.count ? buffers.everyRow : buffers.rows
        var choice = Choice(allowed: allowed, known: UnsafePointer(known), chosen: buffers.rows, count: count)
        buffers.visit(column, leaf.count, &choice)
        count = choice.count
      }
    }
    return count
  }
}

/// Keeps the rows whose code is allowed. Without a branch: which rows pass is as good as random.
private struct Choice: CodeVisitor {
  /// As long as the dictionary that gave out the codes, of the same snapshot: every code is below its count.
  let allowed: UnsafeBufferPointer<UInt8>
  let known: UnsafePointer<UInt16>
  /// May be `known`: what is written is never ahead of what is read.
  let chosen: UnsafeMutablePointer<UInt16>
  var count: Int

  mutating func visit(_ codes: UnsafePointer<some FixedWidthInteger & UnsignedInteger>) {
    guard let allowed = allowed.baseAddress else { return }
    var kept = 0
    for index in 0..<count {
      let row = known[index]
      chosen[kept] = row
      kept &+= Int(allowed[Int(truncatingIfNeeded: codes[Int(row)])])
    }
    count = kept
  }
}
