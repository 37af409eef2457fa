internal import Samples

/// Everything known of one training run. A value: the writer changes its own, readers keep theirs, and the leaves,
/// folders and dictionaries that did not change are shared.
struct RunIndex: Sendable {
  let id: String
  private(set) var folders: [Folder] = []
  var dimensions = RunDimensions()
  private(set) var forcedTypes: [String: DimensionType] = [:]
  private(set) var imageCount = 0
  private(set) var problemCount = 0
  private(set) var tally = Tally()

  /// What has changed since the last snapshot.
  struct Tally: Sendable {
    var added = 0
    var removed = 0
    var isChanged = false
  }

  init(id: String) { self.id = id }

  var isEmpty: Bool { imageCount == 0 && problemCount == 0 && folders.allSatisfy(\.contactSheets.isEmpty) }

  mutating func takeTally() -> Tally {
    defer { tally = Tally() }
    return tally
  }

  func order(_ slot: UInt32) -> OrderedValues {
    let dimension = dimensions[slot]
    return dimension.order.order(of: dimension, forcedType: forcedTypes[dimension.name])
  }

  mutating func replace(_ path: RelativePath, _ placement: Placement, _ batch: FileBatch) {
    force(placement.types)
    let incoming = IncomingRows(batch, in: placement, &dimensions)
    let old = folder(path)
    let edit = FolderEdit(replacing: old, with: incoming)
    commit(edit, of: old, sheets: incoming.contactSheets, problems: incoming.folderProblems)
  }

  mutating func change(_ path: RelativePath, _ placement: Placement, _ batch: FileBatch, removed: [[UInt8]]) {
    force(placement.types)
    let incoming = IncomingRows(batch, in: placement, &dimensions)
    let old = folder(path)
    let gone = removed + incoming.contactSheets.map(\.name)
    let edit = FolderEdit(changing: old, with: incoming, removed: gone)
    let news = incoming.folderProblems.filter { !old.problems.contains($0) }
    commit(edit, of: old, sheets: sheets(of: old, after: incoming, gone), problems: old.problems + news)
  }

  mutating func removeFolders(beneath path: RelativePath) {
    let range = folders.range(beneath: path)
    guard !range.isEmpty else { return }
    for folder in folders[range] {
      for leaf in folder.leaves { uncount(leaf) }
      account(from: folder, to: nil)
    }
    folders.removeSubrange(range)
  }

  mutating func remove(_ path: RelativePath) {
    guard let index = folders.index(of: path) else { return }
    for leaf in folders[index].leaves { uncount(leaf) }
    account(from: folders[index], to: nil)
    folders.remove(at: index)
  }

  /// Dictionaries only grow while snapshots share their codes. When the dead outgrow the living they are made anew,
  /// and the leaves with them, so that churn does not cost memory for ever.
  mutating func compactIfWorthwhile() {
    guard let compaction = Compaction(dimensions) else { return }
    dimensions = compaction.dimensions
    folders = folders.map(compaction.folder)
  }

  private mutating func force(_ types: [String: DimensionType]) {
    for (name, type) in types where forcedTypes[name] != type {
      forcedTypes[name] = type
      if let slot = dimensions.slot(of: name) { dimensions[slot].forgetOrder() }
    }
  }

  private func folder(_ path: RelativePath) -> Folder {
    folders.index(of: path).map { folders[$0] } ?? Folder(path: path)
  }

  private mutating func commit(_ edit: FolderEdit, of old: Folder, sheets: [ContactSheet], problems: [String]) {
    guard !edit.steps.isEmpty || sheets != old.contactSheets || problems != old.problems else { return }
    edit.count(in: &dimensions)
    let new = Folder(path: old.path, leaves: edit.leavesAfter(), contactSheets: sheets, problems: problems)
    tally.added += edit.added
    tally.removed += edit.removed
    account(from: old, to: new)
    put(new)
  }

  private mutating func put(_ folder: Folder) {
    let index = folders.firstIndex(notBefore: folder.path)
    let isKnown = index < folders.count && folders[index].path == folder.path
    if isKnown, folder.isEmpty {
      folders.remove(at: index)
    } else if isKnown {
      folders[index] = folder
    } else if !folder.isEmpty {
      folders.insert(folder, at: index)
    }
  }

  /// `nil` for a folder that goes as a whole.
  private mutating func account(from old: Folder, to new: Folder?) {
    imageCount += (new?.imageCount ?? 0) - old.imageCount
    problemCount += (new?.problemCount ?? 0) - old.problemCount
    if new == nil { tally.removed += old.imageCount }
    tally.isChanged = true
  }

  private mutating func uncount(_ leaf: Leaf) {
    for column in leaf.columns {
      if case .constant(let code) = column.codes {
        dimensions[column.slot].remove(leaf.count, of: code)
      } else {
        column.forEachValue(in: 0..<leaf.count) { dimensions[column.slot].remove(1, of: $1) }
      }
    }
  }

  private func sheets(of old: Folder, after incoming: IncomingRows, _ gone: [[UInt8]]) -> [ContactSheet] {
    guard !old.contactSheets.isEmpty else { return incoming.contactSheets }
    let names = Set(gone + incoming.rows.map { Array(incoming.arena[$0.name]) })
    let kept = old.contactSheets.filter { !names.contains($0.name) }
    return (kept + incoming.contactSheets).sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }
}
