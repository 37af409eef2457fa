/// A loop over the codes of one leaf's column, compiled for each width they come in.
protocol CodeVisitor {
  /// `codes` has one element for each row of the leaf.
  mutating func visit(_ codes: UnsafePointer<some FixedWidthInteger & UnsignedInteger>)
}

/// Room for one leaf's worth of each thing a scan works on, made once a query.
final class ScanBuffers {
  /// Row numbers 0, 1, 2, …: the choice of all rows.
  let everyRow = UnsafeMutablePointer<UInt16>.allocate(capacity: Leaf.maximumRows)
  let rows = UnsafeMutablePointer<UInt16>.allocate(capacity: Leaf.maximumRows)
  let positions = UnsafeMutablePointer<Int32>.allocate(capacity: Leaf.maximumRows)
  private let spread = UnsafeMutablePointer<UInt32>.allocate(capacity: Leaf.maximumRows)

  init() {
    for row in 0..<Leaf.maximumRows { everyRow[row] = UInt16(row) }
  }

  deinit {
    everyRow.deallocate()
    rows.deallocate()
    positions.deallocate()
    spread.deallocate()
  }

  /// Visits the codes of a column that is not constant; `rowCount` is that of its leaf.
  func visit(_ column: Column, _ rowCount: Int, _ visitor: inout some CodeVisitor) {
    switch column.codes {
    case .constant(let code):
      spread.update(repeating: code, count: rowCount)
      visitor.visit(UnsafePointer(spread))
    case .bytes(let codes): visit(codes, &visitor)
    case .words(let codes): visit(codes, &visitor)
    case .longs(let codes): visit(codes, &visitor)
    case .sparse(let rows, let codes):
      spread.update(repeating: 0, count: rowCount)
      // Rows of a leaf are below its count, and that is at most `maximumRows`.
      for index in rows.indices { spread[Int(rows[index])] = codes[index] }
      visitor.visit(UnsafePointer(spread))
    }
  }

  private func visit(_ codes: [some FixedWidthInteger & UnsignedInteger], _ visitor: inout some CodeVisitor) {
    codes.withUnsafeBufferPointer { if let codes = $0.baseAddress { visitor.visit(codes) } }
  }
}
