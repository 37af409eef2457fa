internal import Samples

/// The rows of a run counted through, in the order of a walk: folder by folder, leaf by leaf.
struct LeafPlaces: Sendable {
  let leaves: [(folder: Folder, leaf: Leaf)]
  /// The number of each leaf's first row.
  let bases: [UInt32]
  /// The number of each leaf's first group: that of the row it starts with, which may be in an earlier leaf.
  private var firstGroups: [UInt32] = []

  init(_ folders: [Folder]) {
    leaves = folders.flatMap { folder in folder.leaves.map { (folder, $0) } }
    var bases: [UInt32] = []
    var next: UInt32 = 0
    for (_, leaf) in leaves {
      bases.append(next)
      next += UInt32(leaf.count)
    }
    self.bases = bases
    for place in leaves.indices {
      firstGroups.append(continuesGroup(place) ? groups(place - 1).last : bases[place])
    }
  }

  func groups(_ place: Int) -> Groups {
    let leaf = leaves[place].leaf
    return Groups(starts: leaf.groupStarts, first: firstGroups[place], base: bases[place], count: leaf.count)
  }

  /// Numbers for the groups of one leaf, by row.
  struct Groups {
    let starts: [UInt16]?
    let first: UInt32
    let base: UInt32
    let count: Int

    var last: UInt32 { group(of: count - 1) }

    @inline(__always)
    func group(of row: Int) -> UInt32 {
      let start = if let starts { Int(starts[row]) } else { row }
      return start == 0 ? first : base &+ UInt32(truncatingIfNeeded: start)
    }
  }

  func image(_ number: UInt32) -> ImageReference {
    let place = BinarySearch.firstIndex(in: 0..<bases.count) { bases[$0] > number } - 1
    let (folder, leaf) = leaves[place]
    return ImageReference(folder: folder, leaf: leaf, row: Int(number - bases[place]))
  }

  /// The number of the first row that is not before `path`.
  func firstNumber(notBefore path: RelativePath) -> UInt32 {
    let folder = path.parent
    return path.lastComponent.withUnsafeBufferPointer { name in
      let key = NameKey(name)
      let place = BinarySearch.firstIndex(in: 0..<leaves.count) { index in
        let (other, leaf) = leaves[index]
        if other.path != folder { return FolderOrder.precedes(folder, other.path) }
        return leaf.withKey(leaf.count - 1) { $0.compare(key) >= 0 }
      }
      guard place < leaves.count else {
        return leaves.isEmpty ? 0 : bases[place - 1] + UInt32(leaves[place - 1].leaf.count)
      }
      let (other, leaf) = leaves[place]
      return bases[place] + (other.path == folder ? UInt32(leaf.firstRow(notBefore: key)) : 0)
    }
  }

  /// Whether the leaf's first row differs only in the batch counter from the last one of the leaf before.
  private func continuesGroup(_ place: Int) -> Bool {
    guard place > 0, leaves[place].folder === leaves[place - 1].folder else { return false }
    let (_, last) = leaves[place - 1]
    return leaves[place].leaf.withKey(0) { key in last.withKey(last.count - 1) { $0.isSameGroup(as: key) } }
  }
}
