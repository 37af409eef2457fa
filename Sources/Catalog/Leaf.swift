internal import Samples

/// Up to 4096 images of one folder, in the order of `NameKey`, as columns. Never changed once made: a change to one
/// image copies its leaf and nothing else.
final class Leaf: Sendable {
  static let maximumRows = 4096

  let count: Int
  let names: [UInt8]
  /// Where each name starts in `names`; one more at the end.
  let offsets: [UInt32]
  let versions: [UInt64]
  let modified: [Int64]
  /// What decides which of a stack is the newest, where it is not the modification time for all rows.
  let taken: [Int64]?
  /// Ascending by slot.
  let columns: [Column]
  let problems: [RowProblem]
  /// For each row the first one of the files that differ from it only in the batch counter; nil when all differ.
  let groupStarts: [UInt16]?
  let newest: Int64

  struct RowProblem: Hashable, Sendable {
    var row: UInt16
    var reason: String
  }

  struct Parts {
    var names: [UInt8] = []
    var offsets: [UInt32] = [0]
    var versions: [UInt64] = []
    var modified: [Int64] = []
    var taken: [Int64] = []
    var problems: [RowProblem] = []
  }

  init(_ parts: Parts, columns: [Column]) {
    count = parts.versions.count
    names = parts.names
    offsets = parts.offsets
    versions = parts.versions
    modified = parts.modified
    taken = parts.taken == parts.modified ? nil : parts.taken
    problems = parts.problems
    self.columns = columns
    groupStarts = Leaf.groupStarts(parts)
    newest = parts.modified.max() ?? .min
  }

  /// The same rows with other columns.
  init(_ leaf: Leaf, columns: [Column]) {
    count = leaf.count
    names = leaf.names
    offsets = leaf.offsets
    versions = leaf.versions
    modified = leaf.modified
    taken = leaf.taken
    problems = leaf.problems
    groupStarts = leaf.groupStarts
    newest = leaf.newest
    self.columns = columns
  }

  func nameRange(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

  func name(_ row: Int) -> ArraySlice<UInt8> { names[nameRange(row)] }

  func withKey<Result>(_ row: Int, _ body: (NameKey) -> Result) -> Result {
    names.withUnsafeBufferPointer { body(NameKey(UnsafeBufferPointer(rebasing: $0[nameRange(row)]))) }
  }

  /// When the image was made, as far as known.
  func time(_ row: Int) -> Int64 { taken?[row] ?? modified[row] }

  /// The first row that does not come before `key`.
  func firstRow(notBefore key: NameKey) -> Int { firstRow(notBefore: key, from: 0) }

  /// As above, when no row before `start` can be it: in steps that double, so that a near one is found quickly.
  func firstRow(notBefore key: NameKey, from start: Int) -> Int {
    var low = start
    var step = 1
    while low + step <= count, withKey(low + step - 1, { $0.compare(key) < 0 }) {
      low += step
      step *= 2
    }
    return BinarySearch.firstIndex(in: low..<min(low + step - 1, count)) { withKey($0) { $0.compare(key) >= 0 } }
  }

  func column(of slot: UInt32) -> Column? {
    let index = BinarySearch.firstIndex(in: 0..<columns.count) { columns[$0].slot >= slot }
    return index < columns.count && columns[index].slot == slot ? columns[index] : nil
  }

  func problems(in rows: Range<Int>) -> ArraySlice<RowProblem> {
    let start = BinarySearch.firstIndex(in: 0..<problems.count) { Int(problems[$0].row) >= rows.lowerBound }
    let end = BinarySearch.firstIndex(in: start..<problems.count) { Int(problems[$0].row) >= rows.upperBound }
    return problems[start..<end]
  }

  private static func groupStarts(_ parts: Parts) -> [UInt16]? {
    var starts: [UInt16]?
    parts.names.withUnsafeBufferPointer { names in
      func key(_ row: Int) -> NameKey {
        NameKey(UnsafeBufferPointer(rebasing: names[Int(parts.offsets[row])..<Int(parts.offsets[row + 1])]))
      }
      let count = parts.versions.count
      guard count > 1 else { return }
      var previous = key(0)
      for row in 1..<count {
        let next = key(row)
        if next.isSameGroup(as: previous) {
          var known = starts ?? (0..<count).map { UInt16($0) }
          starts = nil
          known[row] = known[row - 1]
          starts = known
        }
        previous = next
      }
    }
    return starts
  }
}
