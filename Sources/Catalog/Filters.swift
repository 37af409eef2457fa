internal import Samples

/// Filters as tables by code: one of `allowed` for each dimension that is filtered.
struct Filters {
  struct Table {
    let slot: UInt32
    /// By code; 1 for what passes. Code 0, no value, never does.
    var allowed: [UInt8]
  }

  private(set) var tables: [Table] = []

  init(_ filters: [DimensionFilter], of run: RunIndex) throws(CatalogError) {
    for filter in filters {
      guard let slot = run.dimensions.livingSlot(of: filter.dimension) else {
        throw .unknownDimension(filter.dimension)
      }
      let dictionary = run.dimensions[slot].values
      let index = tables.firstIndex { $0.slot == slot } ?? tables.count
      if index == tables.count {
        tables.append(Table(slot: slot, allowed: Array(repeating: 0, count: dictionary.codeLimit)))
      }
      for value in filter.values {
        for code in dictionary.codes(of: value) { tables[index].allowed[Int(code)] = 1 }
      }
    }
  }
}

extension ValueDictionary {
  /// One for each source that gives the value.
  func codes(of value: String) -> [UInt32] {
    DimensionSource.allCases.compactMap { code(of: value, $0) }
  }
}
