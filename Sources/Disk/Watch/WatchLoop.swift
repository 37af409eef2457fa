import Dispatch
import Glibc
import Samples
import Synchronization

/// The one thread that hears the kernel's events, looks at what they point to and hands out what it found.
final class WatchLoop {
  /// While changes wait for their turn, events are fetched only so often: each fetch costs a wake-up, and the queue
  /// holds 16,384.
  private static let restWhilePacing = Span.milliseconds(4)
  /// So many names are read before their turn, so that little is left to do when it comes.
  private static let readAhead = 64
  /// Of 64 KB, about 1,300 events each, which take some 3 ms.
  private static let buffersAtOnce = 8

  private let shared: WatchShared
  private let names: NameReading
  private var pacer = Pacer()
  private var guardian: RootGuard
  private var links: LinkCheck
  /// When the first change that is not handed out yet was heard of.
  private var heard: Moment?
  private var needsRescan = false
  private let scanThread = DispatchQueue(label: "scan")

  private var watch: FolderWatch { shared.watch }

  init(_ shared: WatchShared) {
    self.shared = shared
    names = NameReading(shared)
    guardian = RootGuard(shared.root)
    links = LinkCheck(period: .seconds(shared.options.pollSeconds))
  }

  func run() {
    checkRoot()
    while !shared.isStopping {
      let mountsChanged = wait()
      // Before anything is taken from the kernel, so that whoever asks in between does not think that all is done.
      shared.report.withLock { $0.isSettled = false }
      hear(mountsChanged)
      act()
      finishScan()
      handOut()
      let now = MonotonicClock.now()
      if guardian.isDue(now) { checkRoot() }
      if links.isDue(now) { checkLinks() }
      let isSettled = shared.scan.phase == .resting && !needsRescan
      shared.report.withLock { $0.isSettled = isSettled }
    }
    shared.scan.cancel()
    scanThread.sync {}
  }

  // MARK: - Hearing

  /// Returns when there is something to do; answers whether the mount table changed.
  private func wait() -> Bool {
    let now = MonotonicClock.now()
    let isWaitingTurn = hasChanges(now) && !pacer.isDue(now)
    let end = isWaitingTurn ? min(now + Self.restWhilePacing, pacer.next ?? now) : nextMoment(now)
    var readable = [shared.alarm.number]
    if !isWaitingTurn, let inotify = watch.current { readable.append(inotify.number) }
    let ready = Waiter.wait(for: readable, exceptional: guardian.mountTableNumber, until: end, from: now)
    shared.alarm.silence()
    return guardian.mountTableNumber.map { ready.contains($0) } ?? false
  }

  private func nextMoment(_ now: Moment) -> Moment {
    if hasChanges(now) || watch.withState({ $0.hasActions }) { return now }
    let doubt = watch.withState { $0.names.nextDue }
    return min(guardian.next, links.next, doubt ?? guardian.next)
  }

  private func hasChanges(_ now: Moment) -> Bool {
    !shared.outbox.isEmpty
      || watch.withState { $0.names.certainCount > 0 || $0.names.nextDue.map { $0 <= now } ?? false }
  }

  private func hear(_ mountsChanged: Bool) {
    if mountsChanged, guardian.haveMountsChanged() {
      checkRoot()
      watch.withState { $0.add(.rescan) }
    }
    fetchEvents()
  }

  /// Between slices of names one buffer, so that no turn to hand out is missed meanwhile.
  private func fetchEvents(buffers: Int = buffersAtOnce) {
    guard let inotify = watch.current else { return }
    var last: WatchEvent?
    // Writers may be quicker than we are, and what they did must be read and handed out all the same.
    for _ in 0..<buffers {
      let events = inotify.read()
      if events.isEmpty {
        watch.withState { $0.endEvents() }
        break
      }
      let now = MonotonicClock.now()
      heard = heard ?? now
      last = events.last
      watch.withState { state in
        for event in events { state.handle(event, at: now) }
      }
      if !shared.outbox.isEmpty, pacer.isDue(now) { break }
    }
    if let last { shared.report.withLock { $0.lastEvent = last.described() } }
  }

  // MARK: - Acting

  private func act() {
    while !shared.isStopping {
      let actions = watch.withState { $0.takeActions() }
      if actions.isEmpty { return }
      for action in actions where !shared.isStopping { perform(action) }
    }
  }

  private func perform(_ action: WatchState.Action) {
    switch action {
    case .enter(let id): enter(id)
    case .checkAccess(let id): checkAccess(id)
    case .removed(let path): shared.outbox.add([.removed(path)])
    case .unwatch(let watch): self.watch.unwatch(watch)
    case .checkRoot: checkRoot()
    case .rescan: rescan()
    }
  }

  private func enter(_ id: FolderTree.ID) {
    guard !guardian.isAway, let place = watch.withState({ $0.tree.isUsed(id) ? $0.tree.place(of: id) : nil }) else {
      return
    }
    names.readFolder(id, place) { mayHandOut in
      self.fetchEvents()
      if mayHandOut { self.handOut() }
    }
  }

  private func checkAccess(_ id: FolderTree.ID) {
    guard let place = watch.withState({ $0.tree.place(of: id) }) else { return }
    let wasOpen = watch.withState { !$0.tree[id].hasProblems && $0.tree[id].watch != nil }
    let isOpen = (try? shared.root.openFolder(place.path)) != nil
    if wasOpen != isOpen { watch.withState { $0.enterAll(id) } }
  }

  private func handOut() {
    let now = MonotonicClock.now()
    guard hasChanges(now) else { return }
    let isWorthReading = pacer.isDue(now) || watch.withState { $0.names.certainCount } >= Self.readAhead
    if isWorthReading, !guardian.isAway {
      names.readDue(now) {
        self.fetchEvents(buffers: 1)
        self.handOutRead(isAll: false)
      }
    }
    handOutRead(isAll: true)
  }

  /// What has been read, when its turn has come; `isAll` when nothing of what was heard is left to be read.
  private func handOutRead(isAll: Bool) {
    let now = MonotonicClock.now()
    guard pacer.isDue(now) else { return }
    let changes = shared.outbox.takeAll()
    guard !changes.isEmpty else { return }
    shared.sink(changes)
    pacer.didHandOut(now)
    noteLag(isAll: isAll)
  }

  private func noteLag(isAll: Bool) {
    let lag = heard.map { (MonotonicClock.now() - $0).nanoseconds / 1000 }
    if isAll { heard = nil }
    shared.report.withLock { report in
      report.batches += 1
      if let lag { report.lagMicroseconds = Int(lag) }
    }
  }

  private func checkLinks() {
    let folders = watch.withState { state in
      state.linkFolders.compactMap { id in state.tree.place(of: id).map { (id, $0.path) } }
    }
    for id in links.changed(folders, in: shared.root) { watch.withState { $0.add(.enter(id)) } }
  }
}

// MARK: - The root and scans of all of it

extension WatchLoop {
  private func checkRoot() {
    switch guardian.check() {
    case .same: return
    case .came(let isFirst):
      watch.renewInotify()
      watch.withState { $0.loseWatches() }
      isFirst ? startScan(isFirst: true) : rescan()
    case .gone(let reason):
      shared.scan.cancel()
      watch.poller.pause(true)
      watch.withState { $0.loseWatches() }
      watch.renewInotify()
      shared.outbox.add([.unavailable(reason: reason)])
    }
  }

  private func rescan() {
    guard !guardian.isAway else { return }
    needsRescan = true
    if shared.scan.phase == .resting { startScan(isFirst: false) }
  }

  private func startScan(isFirst: Bool) {
    needsRescan = false
    shared.scan.begin()
    watch.forgetObstacles()
    watch.poller.pause(true)
    let generation = watch.withState { state in
      state.beginScan()
      return state.generation
    }
    watch.poller.withState { $0.beginScan(generation) }
    if !isFirst { shared.report.withLock { $0.rescans += 1 } }
    scanThread.async { [shared] in
      WholeScan.run(shared, isFirst: isFirst)
      shared.scan.finish()
      shared.alarm.ring()
    }
  }

  /// The scan has handed out all it read. What it did not meet is gone.
  private func finishScan() {
    guard shared.scan.phase == .finished else { return }
    shared.scan.rest()
    let unmet = watch.withState { $0.endScan() }
    guard !shared.scan.isCancelled, shared.root.isStillThere() else {
      if !guardian.isAway { needsRescan = true }
      return checkRoot()
    }
    for id in unmet { settle(id) }
    shared.outbox.add(watch.poller.withState { $0.dropUnseen() }.map { .removed($0) })
    let total = shared.scan.total
    shared.outbox.add([.progress(ScanProgress(done: total, total: total, isReady: true))])
    // It comes once, and people wait for it.
    pacer.hurry()
    watch.poller.pause(false)
    if needsRescan { rescan() }
  }

  /// A folder that was not met may have been moved while the scan went by.
  private func settle(_ id: FolderTree.ID) {
    guard let path = watch.withState({ $0.tree.place(of: id)?.path }) else { return }
    let isThere = (try? shared.root.status(path).isFolder) == true
    watch.withState { isThere ? $0.enterAll(id) : $0.remove(id) }
  }
}
