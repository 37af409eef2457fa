internal import Samples

/// The images of one folder in one run. Never changed once made.
final class Folder: Sendable {
  let path: RelativePath
  let leaves: [Leaf]
  /// Ascending by name.
  let contactSheets: [ContactSheet]
  /// Of the folder itself.
  let problems: [String]
  let imageCount: Int
  let problemCount: Int
  let newest: Int64

  init(path: RelativePath, leaves: [Leaf] = [], contactSheets: [ContactSheet] = [], problems: [String] = []) {
    self.path = path
    self.leaves = leaves
    self.contactSheets = contactSheets
    self.problems = problems
    imageCount = leaves.reduce(0) { $0 + $1.count }
    problemCount =
      problems.count + leaves.reduce(0) { $0 + $1.problems.count }
      + contactSheets.reduce(0) { $0 + $1.problems.count }
    newest = leaves.reduce(.min) { max($0, $1.newest) }
  }

  var isEmpty: Bool { leaves.isEmpty && contactSheets.isEmpty && problems.isEmpty }

  /// Where the image of that name is.
  func position(of name: ArraySlice<UInt8>) -> (leaf: Leaf, row: Int)? {
    name.withUnsafeBufferPointer { name in
      let key = NameKey(name)
      guard let index = leaves.index(for: key) else { return nil }
      let row = leaves[index].firstRow(notBefore: key)
      guard row < leaves[index].count, leaves[index].withKey(row, { $0.compare(key) == 0 }) else { return nil }
      return (leaves[index], row)
    }
  }
}

extension [Leaf] {
  /// The leaf in which `key` is or belongs; nil when there is none.
  func index(for key: NameKey) -> Int? {
    let after = BinarySearch.firstIndex(in: 0..<count) { self[$0].withKey(0) { $0.compare(key) > 0 } }
    return isEmpty ? nil : Swift.max(0, after - 1)
  }
}

/// A picture of a whole X/Y/Z grid. There are few of them and no cell shows them, so they stay out of the columns.
struct ContactSheet: Hashable, Sendable {
  var name: [UInt8]
  var version: UInt64
  var modified: Int64
  var dimensions: [DimensionValue]
  var problems: [String]
}

/// Folders in the order of a walk: `/` before all other bytes, so that what lies beneath a folder follows it.
enum FolderOrder {
  static func precedes(_ left: RelativePath, _ right: RelativePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes) { rank($0) < rank($1) }
  }

  /// No name contains NUL.
  private static func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
}

extension [Folder] {
  func firstIndex(notBefore path: RelativePath) -> Int {
    BinarySearch.firstIndex(in: 0..<count) { !FolderOrder.precedes(self[$0].path, path) }
  }

  func index(of path: RelativePath) -> Int? {
    let index = firstIndex(notBefore: path)
    return index < count && self[index].path == path ? index : nil
  }

  /// A folder and all beneath it.
  func range(beneath path: RelativePath) -> Range<Int> {
    let start = firstIndex(notBefore: path)
    let end = BinarySearch.firstIndex(in: start..<count) { !path.contains(self[$0].path) }
    return start..<end
  }
}
