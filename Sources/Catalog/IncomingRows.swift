internal import Samples

/// The images of one batch in a leaf's order, with the codes of one run.
struct IncomingRows {
  struct Entry: Equatable {
    var slot: UInt32
    var code: UInt32
  }

  struct Row {
    var name: Range<Int>
    var version: UInt64
    var modified: Int64
    /// When it was made, as far as known.
    var time: Int64
    var entries: Range<Int>
    /// Its index in the batch.
    var file: Int
  }

  let arena: [UInt8]
  fileprivate(set) var rows: [Row] = []
  fileprivate(set) var entries: [Entry] = []
  /// By `Row.file`.
  fileprivate(set) var problems: [Int: [String]] = [:]
  fileprivate(set) var contactSheets: [ContactSheet] = []
  fileprivate(set) var folderProblems: [String] = []

  init(_ batch: FileBatch, in placement: Placement, _ dimensions: inout RunDimensions) {
    arena = batch.arena
    var encoder = RowEncoder(batch, placement, &dimensions)
    encoder.encode(into: &self, &dimensions)
    sortRows()
  }

  func problems(ofRow index: Int) -> [String] { problems[rows[index].file] ?? [] }

  func withKey<Result>(_ index: Int, _ body: (NameKey) -> Result) -> Result {
    arena.withUnsafeBufferPointer { body(NameKey(UnsafeBufferPointer(rebasing: $0[rows[index].name]))) }
  }

  /// Of a name that comes twice the later one counts.
  private mutating func sortRows() {
    let unsorted = rows
    rows = arena.withUnsafeBufferPointer { arena in
      let keys = unsorted.map { NameKey(UnsafeBufferPointer(rebasing: arena[$0.name])) }
      let order = keys.withUnsafeBufferPointer { keys in
        unsorted.indices.sorted { left, right in
          let order = keys[left].compare(keys[right])
          return order != 0 ? order < 0 : left < right
        }
      }
      return order.indices.filter { index in
        index + 1 == order.count || keys[order[index]].compare(keys[order[index + 1]]) != 0
      }.map { unsorted[order[$0]] }
    }
  }
}

/// Turns values into codes, the folder's own values among them.
private struct RowEncoder {
  private let batch: FileBatch
  private let constants: [DimensionValue]
  private let constantEntries: [IncomingRows.Entry]
  private let folderProblems: [String]
  /// By the batch's index of a dimension.
  private var columns: [BatchColumn]

  private struct BatchColumn {
    let slot: UInt32
    /// The index of the folder's own value; nil when it has none.
    let constant: Int?
    /// The last image that had a value, and where that is.
    var file = -1
    var entry = 0
    /// That value: most images have the same, which stands in the same place.
    var text: Range<Int>?
    var source = DimensionSource.metadata
    var code: UInt32 = 0
  }

  init(_ batch: FileBatch, _ placement: Placement, _ dimensions: inout RunDimensions) {
    self.batch = batch
    let merged = Precedence.merge(placement.dimensions)
    constants = merged.values
    var entries: [IncomingRows.Entry] = []
    for constant in constants { entries.append(dimensions.intern(constant)) }
    constantEntries = entries
    let own = batch.problems.filter { $0.file == nil }.map(\.reason)
    folderProblems = placement.problems + merged.disagreements + own
    columns = []
    for name in batch.dimensions {
      let slot = name.withUnsafeBufferPointer { dimensions.slot(naming: $0) }
      columns.append(BatchColumn(slot: slot, constant: entries.firstIndex { $0.slot == slot }))
    }
  }

  mutating func encode(into rows: inout IncomingRows, _ dimensions: inout RunDimensions) {
    rows.folderProblems = folderProblems
    for problem in batch.problems {
      if let file = problem.file { rows.problems[file, default: []].append(problem.reason) }
    }
    rows.rows.reserveCapacity(batch.files.count)
    rows.entries.reserveCapacity(batch.values.count + constants.count * batch.files.count)
    for index in batch.files.indices {
      if batch.files[index].isContactSheet {
        rows.contactSheets.append(contactSheet(index, &rows))
      } else {
        encode(index, into: &rows, &dimensions)
      }
    }
    rows.contactSheets = rows.contactSheets.sortedByName()
  }

  private mutating func encode(_ index: Int, into rows: inout IncomingRows, _ dimensions: inout RunDimensions) {
    let file = batch.files[index]
    let start = rows.entries.count
    rows.entries.append(contentsOf: constantEntries)
    let isPlain = rows.arena.withUnsafeBufferPointer { arena in
      var isPlain = true
      for value in batch.values[file.values] {
        let text = UnsafeBufferPointer(rebasing: arena[value.text])
        isPlain = add(text, of: value, index, from: start, &rows.entries, &dimensions) && isPlain
      }
      return isPlain
    }
    if !isPlain { settle(index, from: start, &rows, &dimensions) }
    rows.rows.append(
      IncomingRows.Row(
        name: file.name, version: file.stamp.version, modified: file.stamp.modified,
        time: file.taken ?? file.stamp.modified, entries: start..<rows.entries.count, file: index))
  }

  /// False when the image has another value of the same dimension already.
  private mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, of value: FileBatch.Value, _ file: Int, from start: Int,
    _ entries: inout [IncomingRows.Entry], _ dimensions: inout RunDimensions
  ) -> Bool {
    let column = columns[value.dimension]
    let known = column.constant.map { start + $0 } ?? (column.file == file ? column.entry : nil)
    guard let known else {
      columns[value.dimension].file = file
      columns[value.dimension].entry = entries.count
      entries.append(IncomingRows.Entry(slot: column.slot, code: code(of: value, text, &dimensions)))
      return true
    }
    let code = entries[known].code
    let isSame = column.file == file && column.text == value.text
    guard isSame || dimensions[column.slot].values.text(of: code).elementsEqual(text) else { return false }
    if let source = dimensions[column.slot].values.source(of: code), value.source < source {
      entries[known].code = dimensions[column.slot].intern(text, value.source)
    }
    return true
  }

  private mutating func code(
    of value: FileBatch.Value, _ text: UnsafeBufferPointer<UInt8>, _ dimensions: inout RunDimensions
  ) -> UInt32 {
    let column = columns[value.dimension]
    if column.text == value.text, column.source == value.source { return column.code }
    let code = dimensions[column.slot].intern(text, value.source)
    columns[value.dimension].text = value.text
    columns[value.dimension].source = value.source
    columns[value.dimension].code = code
    return code
  }

  /// The slow way, for images whose sources differ.
  private func settle(
    _ file: Int, from start: Int, _ rows: inout IncomingRows, _ dimensions: inout RunDimensions
  ) {
    rows.entries.removeSubrange(start...)
    let merged = Precedence.merge(constants + batch.shownValues(of: file))
    for value in merged.values { rows.entries.append(dimensions.intern(value)) }
    if !merged.disagreements.isEmpty { rows.problems[file, default: []] += merged.disagreements }
  }

  private func contactSheet(_ index: Int, _ rows: inout IncomingRows) -> ContactSheet {
    let file = batch.files[index]
    let merged = Precedence.merge(constants + batch.shownValues(of: index))
    let problems = (rows.problems.removeValue(forKey: index) ?? []) + merged.disagreements
    return ContactSheet(
      name: Array(batch.name(of: index)), version: file.stamp.version, modified: file.stamp.modified,
      dimensions: merged.values.sorted { DimensionOrder.precedes($0.name, $1.name) }, problems: problems)
  }
}

extension FileBatch {
  /// The values of one image as people are shown them.
  fileprivate func shownValues(of file: Int) -> [DimensionValue] {
    values[files[file].values].map { value in
      DimensionValue(
        DisplayName.text(of: dimensions[value.dimension]), DisplayName.text(of: arena[value.text]), value.source)
    }
  }
}

extension [ContactSheet] {
  /// Of a name that comes twice the later one counts.
  fileprivate func sortedByName() -> [ContactSheet] {
    guard count > 1 else { return self }
    let latest = Dictionary(map { ($0.name, $0) }) { $1 }
    return latest.values.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }
}
