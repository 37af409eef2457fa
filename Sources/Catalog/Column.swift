/// The codes of one dimension for the rows of one leaf, as small as they go.
struct Column: Sendable {
  enum Codes: Sendable {
    case constant(UInt32)
    case bytes([UInt8])
    case words([UInt16])
    case longs([UInt32])
    /// A few rows have a value: `rows` ascends.
    case sparse(rows: [UInt16], codes: [UInt32])
  }

  /// Which dimension of the run.
  let slot: UInt32
  let codes: Codes

  init(slot: UInt32, codes: Codes) {
    self.slot = slot
    self.codes = codes
  }

  /// `rows` ascends and none of `codes` is 0.
  init(slot: UInt32, rows: [UInt16], codes: [UInt32], rowCount: Int) {
    self.slot = slot
    let highest = codes.max() ?? 0
    if rows.count == rowCount, codes.allSatisfy({ $0 == highest }) {
      self.codes = .constant(highest)
    } else if rows.count < rowCount / 4 {
      // Six bytes a value against at most four a row; and a leaf may have thousands of such columns.
      self.codes = .sparse(rows: Array(rows), codes: Array(codes))
    } else if highest <= UInt8.max {
      self.codes = .bytes(Self.dense(rows, codes, rowCount))
    } else if highest <= UInt16.max {
      self.codes = .words(Self.dense(rows, codes, rowCount))
    } else {
      self.codes = .longs(Self.dense(rows, codes, rowCount))
    }
  }

  func code(at row: Int) -> UInt32 {
    switch codes {
    case .constant(let code): return code
    case .bytes(let codes): return UInt32(codes[row])
    case .words(let codes): return UInt32(codes[row])
    case .longs(let codes): return codes[row]
    case .sparse(let rows, let codes):
      let index = rows.firstIndex(notBefore: UInt16(row))
      return index < rows.count && rows[index] == UInt16(row) ? codes[index] : 0
    }
  }

  /// The rows of `range` that have a value, ascending.
  func forEachValue(in range: Range<Int>, _ body: (_ row: Int, _ code: UInt32) -> Void) {
    func visit(_ codes: [some FixedWidthInteger & UnsignedInteger]) {
      for row in range where codes[row] != 0 { body(row, UInt32(codes[row])) }
    }
    switch codes {
    case .constant(let code): for row in range { body(row, code) }
    case .bytes(let codes): visit(codes)
    case .words(let codes): visit(codes)
    case .longs(let codes): visit(codes)
    case .sparse(let rows, let codes):
      var index = rows.firstIndex(notBefore: UInt16(range.lowerBound))
      while index < rows.count, Int(rows[index]) < range.upperBound {
        body(Int(rows[index]), codes[index])
        index += 1
      }
    }
  }

  private static func dense<Code: FixedWidthInteger>(_ rows: [UInt16], _ codes: [UInt32], _ rowCount: Int) -> [Code] {
    Array(unsafeUninitializedCapacity: rowCount) { buffer, count in
      buffer.initialize(repeating: 0)
      // Every row is below `rowCount`: they are the leaf's own.
      for index in rows.indices { buffer[Int(rows[index])] = Code(truncatingIfNeeded: codes[index]) }
      count = rowCount
    }
  }
}

extension Array where Element: Comparable {
  /// Of an ascending array.
  func firstIndex(notBefore element: Element) -> Int {
    BinarySearch.firstIndex(in: 0..<count) { self[$0] >= element }
  }
}

enum BinarySearch {
  /// The first index for which `isReached` holds; it must hold for all that follow too.
  static func firstIndex(in range: Range<Int>, where isReached: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if isReached(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
