import Glibc
import Samples
import Synchronization

/// Reads the folders that the kernel does not tell of, every few seconds, on a thread of its own: a share that hangs
/// holds up nobody else.
final class Poller: Sendable {
  /// The share of the time that reading folders in turn may take.
  private static let sweepShare: Int64 = 50
  private static let shortestRest = Span.milliseconds(100)

  private let scan: FolderScan
  private let root: Root
  private let period: Span
  private let report: @Sendable ([FileChange]) -> Void
  private let alarm: Alarm
  private let state: Mutex<PollState>
  private let isPaused = Atomic(true)
  private let isStopped = Atomic(false)
  private let isBusy = Atomic(false)
  /// Folders that were given to it and not read yet.
  private let adopted = Mutex<[RelativePath]>([])

  init(
    root: Root, rules: RunRules, pollSeconds: Int, report: @escaping @Sendable ([FileChange]) -> Void
  ) throws(DiskError) {
    self.root = root
    scan = FolderScan(root: root, rules: rules)
    period = .seconds(pollSeconds)
    self.report = report
    alarm = try Alarm()
    state = Mutex(PollState(pollSeconds: pollSeconds))
  }

  var folderCount: Int { state.withLock { $0.folders.count } }

  var isSettled: Bool {
    !isBusy.load(ordering: .sequentiallyConsistent) && adopted.withLock { $0.isEmpty }
      && state.withLock { $0.nextHeld == nil }
  }

  func withState<Result: Sendable>(_ body: (inout PollState) -> Result) -> Result { state.withLock { body(&$0) } }

  /// Takes on a folder and all beneath it that nobody has read.
  func adopt(_ place: FolderScan.Place) {
    guard state.withLock({ $0.adopt(place) }) else { return }
    adopted.withLock { $0.append(place.path) }
    alarm.ring()
  }

  /// No round runs while a scan reads everything, and what one is about to report is dropped.
  func pause(_ isPaused: Bool) {
    state.withLock { _ in self.isPaused.store(isPaused, ordering: .sequentiallyConsistent) }
    alarm.ring()
  }

  func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    alarm.ring()
  }

  /// Returns after `stop`.
  func run() {
    let reader = TextReader()
    var nextRound = MonotonicClock.now() + period
    while !stops {
      let now = MonotonicClock.now()
      let isRound = nextRound <= now
      if isRound { nextRound = now + period }
      var next = nextRound
      if !pauses, root.isStillThere() {
        isBusy.store(true, ordering: .sequentiallyConsistent)
        perform(isRound: isRound, now, reader)
        isBusy.store(false, ordering: .sequentiallyConsistent)
        next = min(next, max(state.withLock { $0.nextHeld } ?? next, now + Self.shortestRest))
      }
      _ = Waiter.wait(for: [alarm.number], until: next, from: MonotonicClock.now())
      alarm.silence()
    }
  }

  private var pauses: Bool { isPaused.load(ordering: .sequentiallyConsistent) }
  private var stops: Bool { isStopped.load(ordering: .sequentiallyConsistent) }

  private func perform(isRound: Bool, _ now: Moment, _ reader: TextReader) {
    let new = adopted.withLock { adopted in
      defer { adopted = [] }
      return adopted
    }
    for path in new + state.withLock({ $0.withDueHeld(now) }) { examine(path, reader) }
    guard isRound else { return }
    let paths = state.withLock { $0.paths }
    for path in paths where !stops && isDue(path, now) { examine(path, reader) }
    sweep(paths, reader)
  }

  private func isDue(_ path: RelativePath, _ now: Moment) -> Bool {
    guard let stamp = try? root.status(path).stamp else { return true }
    return state.withLock { $0.isDue(path, stamp, now) }
  }

  /// Overwritten files do not show in their folder's time.
  private func sweep(_ paths: [RelativePath], _ reader: TextReader) {
    let end = MonotonicClock.now() + Span(nanoseconds: period.nanoseconds / Self.sweepShare)
    for _ in paths {
      guard !stops, MonotonicClock.now() < end, let path = state.withLock({ $0.nextInTurn(paths) }) else { return }
      examine(path, reader)
    }
  }

  private func examine(_ path: RelativePath, _ reader: TextReader) {
    var open = [path]
    while let path = open.popLast() {
      guard !pauses, let place = state.withLock({ $0.folders[path]?.place })
      else { continue }
      open += examine(place, reader)
    }
  }

  /// Reads one folder; answers with those beneath it that are new.
  private func examine(_ place: FolderScan.Place, _ reader: TextReader) -> [RelativePath] {
    guard (try? root.status(place.path).isFolder) == true else {
      drop(place.path)
      return []
    }
    let (folder, subfolders) = scan.listUnvisited(place)
    let found = KnownFiles(scan.stamps(of: folder))
    let companions = scan.companions(of: folder).version
    let names = Set(subfolders.map { Array($0.path.lastComponent) })
    let findings = state.withLock { $0.compare(place.path, folder, names, found, companions: companions) }
    for name in findings.goneFolders { drop(place.path.appending(name)) }
    read(findings, folder, reader)
    let new = subfolders.filter { findings.newFolders.contains(Array($0.path.lastComponent)) }
    state.withLock { state in
      for subfolder in new { state.adopt(subfolder) }
    }
    return new.map(\.path)
  }

  private func read(_ findings: PollState.Findings, _ folder: FolderScan.Folder, _ reader: TextReader) {
    var batch = FileBatch()
    if findings.isWhole { batch.problems = folder.problems }
    let names = findings.isWhole ? folder.images.indices.map { Array(folder.name($0)) } : findings.changed
    let companions = scan.companions(of: folder)
    if !folder.reader.placements.isEmpty, let open = try? root.openFolder(folder.path) {
      for name in names {
        reader.add(name[...], of: folder, in: open, companions, to: &batch, .everything) { accepts($0, folder, $1, $2) }
      }
    }
    guard findings.isWhole || !batch.files.isEmpty || !findings.removed.isEmpty else { return }
    let placements = folder.reader.placements
    handOut(
      findings.isWhole
        ? .folder(folder.path, in: placements, batch)
        : .files(folder.path, in: placements, batch, removed: findings.removed), of: folder.path, batch)
  }

  /// Under the lock, so that nothing read before a pause is handed out after what the scan then reads.
  private func handOut(_ change: FileChange, of path: RelativePath, _ batch: FileBatch) {
    state.withLock { state in
      guard !pauses else { return }
      state.didRead(path, batch)
      report([change])
    }
  }

  private func accepts(
    _ name: ArraySlice<UInt8>, _ folder: FolderScan.Folder, _ file: borrowing Descriptor, _ stamp: FileStamp
  ) -> Bool {
    let ending = ImageEnding.of(file, size: Int(stamp.size))
    return state.withLock {
      $0.accepts(Array(name), in: folder.path, stamp.version, ending, MonotonicClock.now())
    }
  }

  /// Unless it is the root that went, of which nothing is forgotten.
  private func drop(_ path: RelativePath) {
    guard !path.isRoot, root.isStillThere() else { return }
    state.withLock { state in
      guard !pauses else { return }
      state.drop(beneath: path)
      report([.removed(path)])
    }
  }
}
