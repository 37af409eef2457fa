import Samples

/// Reads what events pointed to, on the loop's thread, into the outbox.
final class NameReading {
  /// After so many files events are fetched, so that the kernel's queue does not overflow meanwhile, and what was read is
  /// handed out when its turn has come. Reading one costs about 13 µs.
  private static let sliceSize = 256
  private static let holdDelay = Span.milliseconds(200)

  private let root: Root
  private let watch: FolderWatch
  private let outbox: ChangeOutbox
  private let scan: FolderScan
  private let reader = TextReader()

  init(_ shared: WatchShared) {
    root = shared.root
    watch = shared.watch
    outbox = shared.outbox
    scan = FolderScan(
      root: shared.root, rules: shared.rules, visitor: WatchVisitor(watch: shared.watch, isScan: false))
  }

  /// A whole folder; the folders in it that are to be entered become actions. `between` is told whether changes may be
  /// read and handed out meanwhile.
  func readFolder(_ id: FolderTree.ID, _ place: FolderScan.Place, between: (_ mayHandOut: Bool) -> Void) {
    let isNew = watch.withState { $0.tree[id].watch == nil }
    let (folder, subfolders) = scan.list(place)
    guard !folder.isPolled else { return }
    watch.withState { $0.enterBeneath(id, subfolders) }
    let count = folder.images.count
    let first = scan.readWhole(folder, 0..<min(count, Self.sliceSize), reader)
    var found: [FileChange] = [.folder(folder.path, in: folder.reader.placements, first)]
    for start in stride(from: Self.sliceSize, to: count, by: Self.sliceSize) {
      // Of a folder that is shown already nothing goes away until all of it was read again.
      if isNew { outbox.add(take(&found)) }
      between(isNew)
      let batch = scan.readWhole(folder, start..<min(start + Self.sliceSize, count), reader)
      found.append(.files(folder.path, in: folder.reader.placements, batch, removed: []))
    }
    outbox.add(found)
  }

  private func take(_ changes: inout [FileChange]) -> [FileChange] {
    defer { changes = [] }
    return changes
  }

  /// All names whose time has come.
  func readDue(_ now: Moment, between: () -> Void) {
    for work in watch.withState({ $0.takeNames(now) }) {
      for slice in work.slices(of: Self.sliceSize) {
        read(slice, now)
        between()
      }
    }
  }

  private func read(_ work: PendingNames.Work, _ now: Moment) {
    guard let known = watch.withState({ $0.known(work) }),
      var look = NameLook(in: known, scan: scan, reader: reader, now: now)
    else { return }
    for name in work.certain { look.look(at: name, nil) }
    for (name, doubt) in work.doubtful { look.look(at: name, doubt) }
    report(look.findings, of: look.folder, work, now)
  }

  private func report(
    _ findings: NameLook.Findings, of folder: FolderScan.Folder, _ work: PendingNames.Work, _ now: Moment
  ) {
    let id = work.folder
    if !findings.batch.files.isEmpty || !findings.removed.isEmpty {
      outbox.add([.files(folder.path, in: folder.reader.placements, findings.batch, removed: findings.removed)])
    }
    let needsListing = findings.needsListing || hasOtherLayout(folder, id, after: findings.layoutChanges)
    watch.withState { state in
      for name in findings.held {
        let doubt = work.doubtful[name]?.again(now) ?? .init(now: now, delay: Self.holdDelay)
        state.names.addHeld(doubt, name, in: id)
      }
      if findings.hasLinks { state.noteLinks(in: id) }
      for name in findings.linksToFolders { state.enterLink(name, in: id) }
      if needsListing { state.add(.enter(id)) }
    }
  }

  private func hasOtherLayout(_ folder: FolderScan.Folder, _ id: FolderTree.ID, after changes: Int) -> Bool {
    guard watch.withState({ $0.mayChangeLayout(id, by: changes) }) else { return false }
    guard let listing = try? FolderListing(of: folder.path, in: root, followsLinks: false) else { return false }
    watch.withState { $0.tree[id].lead = listing.census.lead }
    return listing.census.layout != folder.layout
  }
}

extension WatchState {
  /// Nil when it is gone by now. A sidecar among the names is one more that it may have.
  fileprivate mutating func known(_ work: PendingNames.Work) -> KnownFolder? {
    let id = work.folder
    guard let place = tree.place(of: id) else { return nil }
    if work.certain.contains(where: { SidecarName.isOne($0[...]) }) { tree[id].mayHaveSidecars = true }
    return KnownFolder(
      place: place, layout: tree[id].layout, hasProblems: tree[id].hasProblems,
      mayHaveSidecars: tree[id].mayHaveSidecars)
  }
}
