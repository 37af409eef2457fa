internal import Samples

/// What turns one state of a folder into the next: found once, then used to count and to rebuild the leaves it meets.
struct FolderEdit {
  /// One row of the old state, or a place between two.
  struct Step {
    var leaf: Int
    var row: Int
    /// The old row goes.
    var removes: Bool
    /// The incoming row that comes before what follows.
    var inserts: Int?
  }

  private let leaves: [Leaf]
  private let incoming: IncomingRows
  private(set) var steps: [Step] = []
  /// Where the last name was looked for: names come in order, so the next one lies a little further on.
  private var last = (leaf: 0, row: 0)

  /// The incoming rows are all there are.
  init(replacing folder: Folder, with incoming: IncomingRows) {
    leaves = folder.leaves
    self.incoming = incoming
    var place = (leaf: 0, row: 0)
    for index in incoming.rows.indices {
      incoming.withKey(index) { key in
        while let order = compare(place, key), order < 0 {
          steps.append(Step(leaf: place.leaf, row: place.row, removes: true, inserts: nil))
          place = next(place)
        }
        if put(index, key, at: place) { place = next(place) }
      }
    }
    while place.leaf < leaves.count, place.row < leaves[place.leaf].count {
      steps.append(Step(leaf: place.leaf, row: place.row, removes: true, inserts: nil))
      place = next(place)
    }
  }

  /// The incoming rows are added or replace their namesakes; `removed` go. A name that is both comes.
  init(changing folder: Folder, with incoming: IncomingRows, removed: [[UInt8]]) {
    leaves = folder.leaves
    self.incoming = incoming
    let removed = Set(removed).sorted { left, right in Self.compare(left, right) < 0 }
    var index = 0
    for name in removed {
      name.withUnsafeBufferPointer { name in
        let key = NameKey(name)
        while index < incoming.rows.count, incoming.withKey(index, { $0.compare(key) < 0 }) {
          place(index)
          index += 1
        }
        if index == incoming.rows.count || incoming.withKey(index, { $0.compare(key) != 0 }) { remove(key) }
      }
    }
    for rest in index..<incoming.rows.count { place(rest) }
  }

  var added: Int { steps.count { $0.inserts != nil && !$0.removes } }
  var removed: Int { steps.count { $0.inserts == nil && $0.removes } }

  /// The leaves of the next state; those that no step meets are shared.
  func leavesAfter() -> [Leaf] {
    guard !steps.isEmpty else { return leaves }
    var result: [Leaf] = []
    var index = 0
    for leaf in 0..<max(leaves.count, 1) {
      let start = index
      while index < steps.count, steps[index].leaf == leaf { index += 1 }
      result += rebuilt(leaf, steps[start..<index])
    }
    return Self.joined(result)
  }

  func count(in dimensions: inout RunDimensions) {
    for step in steps {
      if step.removes {
        let row = step.row
        for column in leaves[step.leaf].columns {
          let code = column.code(at: row)
          if code != 0 { dimensions[column.slot].remove(1, of: code) }
        }
      }
      guard let index = step.inserts else { continue }
      for entry in incoming.entries[incoming.rows[index].entries] { dimensions[entry.slot].add(1, of: entry.code) }
    }
  }

  private func rebuilt(_ index: Int, _ steps: ArraySlice<Step>) -> [Leaf] {
    let leaf = index < leaves.count ? leaves[index] : nil
    if steps.isEmpty { return leaf.map { [$0] } ?? [] }
    let change = steps.reduce(0) { $0 + ($1.inserts == nil ? 0 : 1) - ($1.removes ? 1 : 0) }
    var builder = LeafBuilder(rowCount: (leaf?.count ?? 0) + change)
    var row = 0
    for step in steps {
      if let leaf { builder.append(leaf, row..<step.row) }
      if let index = step.inserts { builder.append(incoming, index) }
      row = step.removes ? step.row + 1 : step.row
    }
    if let leaf { builder.append(leaf, row..<leaf.count) }
    return builder.finished()
  }

  /// Small neighbours become one, so that removing one by one does not leave a leaf for each row that stays. Half full
  /// at most: the next insertion must not split it again.
  private static func joined(_ leaves: [Leaf]) -> [Leaf] {
    var result: [Leaf] = []
    for leaf in leaves {
      if let last = result.last, last.count + leaf.count <= Leaf.maximumRows / 2 {
        result[result.count - 1] = LeafBuilder.merging(last, leaf)
      } else {
        result.append(leaf)
      }
    }
    return result
  }

  private mutating func place(_ index: Int) {
    incoming.withKey(index) { key in
      _ = put(index, key, at: leaves.isEmpty ? (0, 0) : find(key))
    }
  }

  /// The first row that does not come before `key`, in the leaf where it is or belongs.
  private mutating func find(_ key: NameKey) -> (leaf: Int, row: Int) {
    let leaf = leaves.index(for: key) ?? 0
    let start = leaf == last.leaf ? last.row : 0
    last = (leaf, leaves[leaf].firstRow(notBefore: key, from: start))
    return last
  }

  private mutating func remove(_ key: NameKey) {
    guard !leaves.isEmpty else { return }
    let place = find(key)
    guard compare(place, key) == 0 else { return }
    steps.append(Step(leaf: place.leaf, row: place.row, removes: true, inserts: nil))
  }

  /// Whether the row at `place` is of the same name.
  private mutating func put(_ index: Int, _ key: NameKey, at place: (leaf: Int, row: Int)) -> Bool {
    let isNamesake = compare(place, key) == 0
    if !isNamesake {
      // Past the last row of the last leaf still is in the last leaf.
      let isPast = place.leaf == leaves.count && !leaves.isEmpty
      let row = isPast ? leaves[place.leaf - 1].count : place.row
      steps.append(Step(leaf: isPast ? place.leaf - 1 : place.leaf, row: row, removes: false, inserts: index))
    } else if !isSame(index, leaves[place.leaf], place.row) {
      steps.append(Step(leaf: place.leaf, row: place.row, removes: true, inserts: index))
    }
    return isNamesake
  }

  private func isSame(_ index: Int, _ leaf: Leaf, _ row: Int) -> Bool {
    let new = incoming.rows[index]
    guard leaf.versions[row] == new.version, leaf.modified[row] == new.modified, leaf.time(row) == new.time
    else { return false }
    let entries = incoming.entries[new.entries]
    var known = 0
    for column in leaf.columns {
      let code = column.code(at: row)
      if code == 0 { continue }
      known += 1
      guard entries.contains(IncomingRows.Entry(slot: column.slot, code: code)) else { return false }
    }
    return known == entries.count
      && leaf.problems(in: row..<row + 1).map(\.reason).elementsEqual(incoming.problems(ofRow: index))
  }

  /// How the name at `place` compares with `key`; nil past the end.
  private func compare(_ place: (leaf: Int, row: Int), _ key: NameKey) -> Int? {
    guard place.leaf < leaves.count, place.row < leaves[place.leaf].count else { return nil }
    return leaves[place.leaf].withKey(place.row) { $0.compare(key) }
  }

  private func next(_ place: (leaf: Int, row: Int)) -> (leaf: Int, row: Int) {
    place.row + 1 < leaves[place.leaf].count ? (place.leaf, place.row + 1) : (place.leaf + 1, 0)
  }

  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { NameKey(left).compare(NameKey($0)) }
    }
  }
}
