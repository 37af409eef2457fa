/// The dimensions of a run without what no image has any more, and the way there for its leaves.
struct Compaction {
  /// Below this a dictionary is too small to be worth the walk over all leaves.
  static let minimumDead = 1024

  private(set) var dimensions = RunDimensions()
  /// By old slot; nil for a dimension that is gone.
  private var newSlots: [UInt32?] = []
  /// By old slot, by old code; nil where the codes stay.
  private var newCodes: [[UInt32]?] = []

  /// Nil when there is too little to win.
  init?(_ old: RunDimensions) {
    let deadSlots = old.all.count { $0.values.livingCount == 0 }
    guard old.all.contains(where: Self.isMostlyDead) || Self.isWorthwhile(deadSlots, of: old.all.count)
    else { return nil }
    for dimension in old.all {
      guard dimension.values.livingCount > 0 else {
        newSlots.append(nil)
        newCodes.append(nil)
        continue
      }
      let slot = dimensions.slot(naming: dimension.name)
      newSlots.append(slot)
      newCodes.append(take(dimension, as: slot))
    }
  }

  func folder(_ folder: Folder) -> Folder {
    Folder(
      path: folder.path, leaves: folder.leaves.map(leaf), contactSheets: folder.contactSheets,
      problems: folder.problems)
  }

  private mutating func take(_ dimension: RunDimension, as slot: UInt32) -> [UInt32]? {
    guard Self.isMostlyDead(dimension) else {
      dimensions[slot] = dimension
      return nil
    }
    let (values, codes) = dimension.values.compacted()
    dimensions[slot].values = values
    return codes
  }

  private func leaf(_ leaf: Leaf) -> Leaf {
    // Compacting keeps the order of the slots, so the columns stay ascending.
    let columns = leaf.columns.compactMap { column in
      newSlots[Int(column.slot)].map { renumbered(column, as: $0, leaf.count) }
    }
    return Leaf(leaf, columns: columns)
  }

  private func renumbered(_ column: Column, as slot: UInt32, _ rowCount: Int) -> Column {
    guard let codes = newCodes[Int(column.slot)] else { return Column(slot: slot, codes: column.codes) }
    var rows: [UInt16] = []
    var new: [UInt32] = []
    column.forEachValue(in: 0..<rowCount) { row, code in
      rows.append(UInt16(row))
      new.append(codes[Int(code)])
    }
    return Column(slot: slot, rows: rows, codes: new, rowCount: rowCount)
  }

  private static func isMostlyDead(_ dimension: RunDimension) -> Bool {
    isWorthwhile(dimension.values.deadCount, of: dimension.values.codeLimit - 1)
  }

  private static func isWorthwhile(_ dead: Int, of all: Int) -> Bool { dead > minimumDead && dead > all - dead }
}
