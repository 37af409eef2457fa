package import Samples
internal import Synchronization

/// The index of all training runs: one writer applies what the disk side found, any number of readers take snapshots.
package final class LiveCatalog: Sendable {
  private let writer = Mutex(CatalogWriter())
  private let published = Mutex(CatalogSnapshot())

  package init() {}

  /// What is known now; takes no time and never changes afterwards.
  package func snapshot() -> CatalogSnapshot { published.withLock { $0 } }

  /// Makes the changes seen, all at once, and says which runs they changed.
  @discardableResult
  package func apply(_ changes: [FileChange]) -> [RunChange] {
    writer.withLock { writer in
      for change in changes { writer.apply(change) }
      let (snapshot, runChanges) = writer.publish()
      published.withLock { $0 = snapshot }
      return runChanges
    }
  }
}

/// The state that only the writer touches. Runs are keyed by the bytes of their name: Swift holds strings equal that
/// are two folders on disk.
private struct CatalogWriter: Sendable {
  private var runs: [[UInt8]: RunIndex] = [:]
  /// In which runs a folder is, so that a change to one need not ask them all.
  private var runsOfFolder: [RelativePath: [[UInt8]]] = [:]
  private var touched: Set<[UInt8]> = []
  private var snapshot = CatalogSnapshot()
  private var progress = ScanProgress(done: 0, total: 0, isReady: false)
  private var unavailableReason: String?
  /// No run that is gone had a higher revision, so one that comes back does not repeat any.
  private var highestRevisionGone = 0

  private var state: RunState {
    unavailableReason != nil ? .unavailable : progress.isReady ? .ready : .scanning
  }

  mutating func apply(_ change: FileChange) {
    switch change {
    case .folder(let path, in: let placements, let batch):
      replace(path, placements, batch)
    case .files(let path, in: let placements, let batch, let removed):
      self.change(path, placements, batch, removed)
    case .removed(let path):
      remove(beneath: path)
    case .progress(let progress):
      self.progress = progress
      unavailableReason = nil
    case .unavailable(let reason):
      unavailableReason = reason
    }
  }

  private mutating func replace(_ path: RelativePath, _ placements: [Placement], _ batch: FileBatch) {
    let placed = Self.byRun(placements)
    for key in runsOfFolder[path] ?? [] where placed[key] == nil {
      update(key) { $0.remove(path) }
    }
    for (key, placement) in placed {
      update(key, named: placement.run) { $0.replace(path, placement, batch) }
    }
    remember(path, Array(placed.keys))
  }

  private mutating func change(
    _ path: RelativePath, _ placements: [Placement], _ batch: FileBatch, _ removed: [[UInt8]]
  ) {
    let placed = Self.byRun(placements)
    let known = runsOfFolder[path] ?? []
    for key in known where placed[key] == nil {
      update(key) { $0.change(path, Placement(run: $0.id), FileBatch(), removed: removed) }
    }
    for (key, placement) in placed {
      update(key, named: placement.run) { $0.change(path, placement, batch, removed: removed) }
    }
    remember(path, known + placed.keys.filter { !known.contains($0) })
  }

  private mutating func remove(beneath path: RelativePath) {
    for key in Array(runs.keys) {
      guard let run = runs[key] else { continue }
      let range = run.folders.range(beneath: path)
      guard !range.isEmpty else { continue }
      for folder in run.folders[range] { runsOfFolder[folder.path] = nil }
      update(key) { $0.removeFolders(beneath: path) }
    }
  }

  private mutating func remember(_ path: RelativePath, _ keys: [[UInt8]]) {
    let holding = keys.filter { runs[$0]?.folders.index(of: path) != nil }
    runsOfFolder[path] = holding.isEmpty ? nil : holding
  }

  private mutating func update(_ key: [UInt8], named id: String? = nil, _ body: (inout RunIndex) -> Void) {
    if let id, runs[key] == nil { runs[key] = RunIndex(id: id) }
    touched.insert(key)
    // In place: taking the value out and putting it back would copy its arrays.
    if runs[key] != nil { body(&runs[key]!) }
  }

  /// The new snapshot, and what became different in it.
  mutating func publish() -> (CatalogSnapshot, [RunChange]) {
    let isNewState = state != snapshot.state
    let keys = isNewState ? Set(runs.keys) : touched
    touched = []
    var changes: [RunChange] = []
    var published = snapshot.byKey
    for key in keys {
      if let change = publish(key, isNewState, &published) { changes.append(change) }
    }
    snapshot = CatalogSnapshot(
      replacing: snapshot, with: changes.isEmpty ? nil : published, state, progress, unavailableReason)
    return (snapshot, changes.sorted { NaturalOrder.precedes($0.id, $1.id) })
  }

  private mutating func publish(
    _ key: [UInt8], _ isNewState: Bool, _ published: inout [[UInt8]: RunSnapshot]
  ) -> RunChange? {
    guard let tally = runs[key]?.takeTally() else { return nil }
    runs[key]?.compactIfWorthwhile()
    guard let run = runs[key] else { return nil }
    let old = published[key]
    if run.isEmpty { runs[key] = nil }
    guard old != nil || !run.isEmpty, tally.isChanged || isNewState else { return nil }
    let revision = (old?.summary.revision ?? highestRevisionGone) + 1
    published[key] = run.isEmpty ? nil : RunSnapshot(run, revision, state)
    if run.isEmpty { highestRevisionGone = max(highestRevisionGone, revision) }
    return RunChange(
      id: run.id, revision: revision, state: state, imageCount: run.imageCount, added: tally.added,
      removed: tally.removed, isGone: run.isEmpty)
  }

  /// A folder is in a run once, however many patterns of it match: the first counts.
  private static func byRun(_ placements: [Placement]) -> [[UInt8]: Placement] {
    Dictionary(placements.map { (Array($0.run.utf8), $0) }) { first, _ in first }
  }
}
