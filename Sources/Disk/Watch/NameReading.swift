import Glibc
import Samples

/// Reads what events pointed to, on the loop's thread, into the outbox.
final class NameReading {
  /// After so many files events are fetched, so that the kernel's queue does not overflow meanwhile, and what was read is
  /// handed out when its turn has come. Reading one costs about 25 µs.
  private static let sliceSize = 256
  private static let holdDelay = Span.milliseconds(200)

  private let root: Root
  private let rules: RunRules
  private let watch: FolderWatch
  private let outbox: ChangeOutbox
  private let scan: FolderScan
  private let reader = TextReader()

  init(_ shared: WatchShared) {
    root = shared.root
    rules = shared.rules
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

  /// What the names of one folder turned out to be.
  private struct Findings {
    var batch = FileBatch()
    /// An image may be pointed to by its own name and by its sidecar's.
    var seen: Set<[UInt8]> = []
    var removed: [[UInt8]] = []
    var held: [[UInt8]] = []
    var linksToFolders: [[UInt8]] = []
    var hasLinks = false
    /// Names that came or went and may make another layout the folder's.
    var layoutChanges = 0
    /// Problems of the folder itself came or went, which only a listing tells.
    var needsListing = false
  }

  private func read(_ work: PendingNames.Work, _ now: Moment) {
    guard let known = watch.withState({ $0.known(work) }), let open = try? root.openFolder(known.place.path) else {
      return
    }
    let place = known.place
    let grid = GridFile.place(of: place.path, in: root)
    let reader = FolderReader(folder: place.path, layout: known.layout, rules: rules, grid: grid)
    var folder = FolderScan.Folder(path: place.path, reader: reader, layout: known.layout)
    // Trying three names that are not there, while the folder is written to, costs more than all the rest.
    folder.sidecars = known.mayHaveSidecars ? nil : []
    let companions = scan.companions(of: folder)
    var findings = Findings()
    for name in Array(work.certain) + Array(work.doubtful.keys) {
      look(at: name, work.doubtful[name], of: folder, companions, place, open, now, &findings)
    }
    findings.needsListing = findings.needsListing || (known.hasProblems && !findings.removed.isEmpty)
    report(findings, of: folder, work, now)
  }

  private func look(
    at name: [UInt8], _ doubt: PendingNames.Doubt?, of folder: FolderScan.Folder, _ companions: CompanionReader,
    _ place: FolderScan.Place, _ open: borrowing Descriptor, _ now: Moment, _ findings: inout Findings
  ) {
    guard ImageFileName.isImage(name[...]) else {
      // What a sidecar says is said of its image.
      for image in SidecarName.images(of: name) where FolderScan.status(of: image[...], in: open) != nil {
        look(at: image, doubt, of: folder, companions, place, open, now, &findings)
      }
      if isLink(name, open) {
        findings.hasLinks = true
        if leadsToFolder(name, place) { findings.linksToFolders.append(name) }
      }
      return
    }
    guard findings.seen.insert(name).inserted else { return }
    let outcome = reader.add(name[...], of: folder, in: open, companions, to: &findings.batch, .everything) {
      Self.isReady($1, $2, doubt, now)
    }
    switch outcome {
    case .read(let isLink):
      findings.hasLinks = findings.hasLinks || isLink
      findings.layoutChanges += changesLayout(name, folder, isRemoval: false) ? 1 : 0
    case .missing:
      findings.removed.append(name)
      findings.layoutChanges += changesLayout(name, folder, isRemoval: true) ? 1 : 0
    case .notAccepted: findings.held.append(name)
    case .notAFile:
      if isLink(name, open), leadsToFolder(name, place) {
        findings.linksToFolders.append(name)
        findings.removed.append(name)
        findings.hasLinks = true
      } else {
        findings.needsListing = true
      }
    }
  }

  private static func isReady(
    _ file: borrowing Descriptor, _ status: stat, _ doubt: PendingNames.Doubt?, _ now: Moment
  ) -> Bool {
    switch FileReadiness.of(file, size: Int(status.st_size)) {
    case .ready: true
    case .beingWritten: false
    case .unclear: doubt.map { $0.since + PendingNames.Doubt.patience <= now } ?? true
    }
  }

  private func isLink(_ name: [UInt8], _ open: borrowing Descriptor) -> Bool {
    FolderScan.status(of: name[...], in: open)?.isLink ?? false
  }

  /// For a link: to a folder that is to be gone into.
  private func leadsToFolder(_ name: [UInt8], _ place: FolderScan.Place) -> Bool {
    guard !place.passedLink else { return false }
    return (try? root.status(place.path.appending(name)).isFolder) == true
  }

  /// Names of the folder's own layout only strengthen it by coming, others only by going.
  private func changesLayout(_ name: [UInt8], _ folder: FolderScan.Folder, isRemoval: Bool) -> Bool {
    let kind = NameKind.of(ImageFileName.stem(name[...]), in: FolderReader.parts(of: folder.path))
    guard let layout = kind.layout else { return false }
    return (layout == folder.layout) == isRemoval
  }

  private func report(
    _ findings: Findings, of folder: FolderScan.Folder, _ work: PendingNames.Work, _ now: Moment
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

/// A watched folder whose names are looked at.
private struct KnownFolder {
  var place: FolderScan.Place
  var layout: Int?
  var hasProblems: Bool
  var mayHaveSidecars: Bool
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
