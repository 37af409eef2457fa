package import Samples

/// One image of a snapshot: costs no more than two references until its path is asked for.
package struct ImageReference: Sendable {
  let folder: Folder
  let leaf: Leaf
  let row: Int

  package var path: RelativePath { folder.path.appending(leaf.name(row)) }
  package var version: UInt64 { leaf.versions[row] }
  package var modified: Int64 { leaf.modified[row] }
}

/// The rows of a run counted through, in the order of a walk: folder by folder, leaf by leaf.
struct LeafPlaces: Sendable {
  let leaves: [(folder: Folder, leaf: Leaf)]
  /// The number of each leaf's first row.
  let bases: [UInt32]

  init(_ folders: [Folder]) {
    leaves = folders.flatMap { folder in folder.leaves.map { (folder, $0) } }
    var bases: [UInt32] = []
    var next: UInt32 = 0
    for (_, leaf) in leaves {
      bases.append(next)
      next += UInt32(leaf.count)
    }
    self.bases = bases
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
  func continuesGroup(_ place: Int) -> Bool {
    guard place > 0, leaves[place].folder === leaves[place - 1].folder else { return false }
    let (_, last) = leaves[place - 1]
    return leaves[place].leaf.withKey(0) { key in last.withKey(last.count - 1) { $0.isSameGroup(as: key) } }
  }
}

extension ImageEntry {
  init(_ sheet: ContactSheet, in folder: Folder) {
    self.init(
      path: folder.path.appending(sheet.name), version: sheet.version, modified: sheet.modified,
      dimensions: sheet.dimensions, problems: sheet.problems, isContactSheet: true)
  }
}
