/// Collects rows in order and makes leaves of them, each filled up to `rowsPerLeaf`.
struct LeafBuilder {
  private(set) var leaves: [Leaf] = []
  private let rowsPerLeaf: Int
  private var parts = Leaf.Parts()
  private var columns: [PendingColumn] = []
  private var columnIndices: [UInt32: Int] = [:]

  private struct PendingColumn {
    let slot: UInt32
    var rows: [UInt16] = []
    var codes: [UInt32] = []
  }

  /// So many rows go into as few leaves as can hold them, evenly: one that was full splits in halves.
  init(rowCount: Int) {
    let leafCount = max(1, (rowCount + Leaf.maximumRows - 1) / Leaf.maximumRows)
    rowsPerLeaf = max(1, (rowCount + leafCount - 1) / leafCount)
  }

  static func merging(_ left: Leaf, _ right: Leaf) -> Leaf {
    var builder = LeafBuilder(rowCount: left.count + right.count)
    builder.append(left, 0..<left.count)
    builder.append(right, 0..<right.count)
    return builder.finished()[0]
  }

  mutating func append(_ incoming: IncomingRows, _ index: Int) {
    let row = UInt16(startRow())
    let source = incoming.rows[index]
    parts.names.append(contentsOf: incoming.arena[source.name])
    parts.offsets.append(UInt32(parts.names.count))
    parts.versions.append(source.version)
    parts.modified.append(source.modified)
    parts.taken.append(source.time)
    var hint = 0
    for entry in incoming.entries[source.entries] {
      let column = pendingColumn(entry.slot, hint)
      columns[column].rows.append(row)
      columns[column].codes.append(entry.code)
      hint = column + 1
    }
    for reason in incoming.problems(ofRow: index) { parts.problems.append(.init(row: row, reason: reason)) }
  }

  mutating func append(_ leaf: Leaf, _ range: Range<Int>) {
    var rest = range
    while !rest.isEmpty {
      let room = rowsPerLeaf - startRow()
      let part = rest.prefix(room)
      copy(leaf, part)
      rest = part.upperBound..<rest.upperBound
    }
  }

  mutating func finished() -> [Leaf] {
    finishLeaf()
    return leaves
  }

  /// The row that is next, in a new leaf when the last is full.
  private mutating func startRow() -> Int {
    if parts.versions.count == rowsPerLeaf { finishLeaf() }
    if parts.versions.isEmpty { reserve() }
    return parts.versions.count
  }

  private mutating func reserve() {
    parts.offsets.reserveCapacity(rowsPerLeaf + 1)
    parts.versions.reserveCapacity(rowsPerLeaf)
    parts.modified.reserveCapacity(rowsPerLeaf)
    parts.taken.reserveCapacity(rowsPerLeaf)
  }

  private mutating func copy(_ leaf: Leaf, _ range: Range<Int>) {
    let row = parts.versions.count
    let base = UInt32(parts.names.count) &- leaf.offsets[range.lowerBound]
    parts.names.append(
      contentsOf: leaf.names[Int(leaf.offsets[range.lowerBound])..<Int(leaf.offsets[range.upperBound])])
    // Wraps twice and comes out right where the rows move forward in the arena.
    for index in range { parts.offsets.append(leaf.offsets[index + 1] &+ base) }
    parts.versions.append(contentsOf: leaf.versions[range])
    parts.modified.append(contentsOf: leaf.modified[range])
    parts.taken.append(contentsOf: (leaf.taken ?? leaf.modified)[range])
    for (hint, column) in leaf.columns.enumerated() {
      let index = pendingColumn(column.slot, hint)
      column.forEachValue(in: range) { old, code in
        columns[index].rows.append(UInt16(old - range.lowerBound + row))
        columns[index].codes.append(code)
      }
    }
    for problem in leaf.problems(in: range) {
      let moved = UInt16(Int(problem.row) - range.lowerBound + row)
      parts.problems.append(.init(row: moved, reason: problem.reason))
    }
  }

  /// Rows name their dimensions in the same order, so the column after the last one is nearly always the one.
  private mutating func pendingColumn(_ slot: UInt32, _ hint: Int) -> Int {
    if hint < columns.count, columns[hint].slot == slot { return hint }
    if let index = columnIndices[slot] { return index }
    columns.append(PendingColumn(slot: slot))
    columnIndices[slot] = columns.count - 1
    return columns.count - 1
  }

  private mutating func finishLeaf() {
    guard !parts.versions.isEmpty else { return }
    let count = parts.versions.count
    let finished = columns.lazy.filter { !$0.rows.isEmpty }.sorted { $0.slot < $1.slot }.map {
      Column(slot: $0.slot, rows: $0.rows, codes: $0.codes, rowCount: count)
    }
    // A copy of exactly the size: the arena grew by doubling.
    parts.names = parts.names.withUnsafeBufferPointer { Array($0) }
    leaves.append(Leaf(parts, columns: finished))
    parts = Leaf.Parts()
    columns.removeAll(keepingCapacity: true)
    columnIndices.removeAll(keepingCapacity: true)
  }
}
