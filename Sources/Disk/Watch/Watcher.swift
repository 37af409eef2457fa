import Dispatch
package import Samples
import Synchronization

/// Keeps telling what is in the root: reads all of it, then what changes, for as long as it runs. Watches first and
/// reads then, so nothing falls between.
package final class Watcher: Sendable {
  /// Called from one thread, at most 20 times a second.
  package typealias Sink = Scanner.Sink

  private let shared: WatchShared
  private let threads = DispatchGroup()

  package init(root: Root, rules: RunRules, options: WatchOptions = WatchOptions(), sink: @escaping Sink)
    throws(DiskError)
  {
    shared = try WatchShared(root: root, rules: rules, options: options, sink: sink)
  }

  package func start() {
    // The blocks hold all they need, so a watcher that is let go without `stop` only goes on.
    let shared = shared
    DispatchQueue(label: "watch").async(group: threads) { WatchLoop(shared).run() }
    DispatchQueue(label: "poll").async(group: threads) { shared.watch.poller.run() }
  }

  /// Returns when all threads have ended; the sink is not called afterwards. Not to be called from the sink.
  package func stop() {
    shared.stop()
    threads.wait()
  }

  package var report: WatchReport { shared.fullReport }
}

/// What the threads of a watcher share.
final class WatchShared: Sendable {
  let root: Root
  let rules: RunRules
  let options: WatchOptions
  let sink: Watcher.Sink
  let watch: FolderWatch
  let outbox: ChangeOutbox
  let marks: FolderMarks
  let alarm: Alarm
  let scan = ScanSwitch()
  let report = Mutex(WatchReport())
  private let stopping = Atomic(false)

  init(root: Root, rules: RunRules, options: WatchOptions, sink: @escaping Watcher.Sink) throws(DiskError) {
    self.root = root
    self.rules = rules
    self.options = options
    self.sink = sink
    let alarm = try Alarm()
    let marks = FolderMarks()
    let outbox = ChangeOutbox(marks: marks) { alarm.ring() }
    self.marks = marks
    self.alarm = alarm
    self.outbox = outbox
    let poller = try Poller(root: root, rules: rules, pollSeconds: options.pollSeconds) { outbox.add($0) }
    watch = FolderWatch(root: root, poller: poller, options: options)
  }

  var isStopping: Bool { stopping.load(ordering: .sequentiallyConsistent) }

  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    outbox.close()
    watch.poller.stop()
    alarm.ring()
  }

  var fullReport: WatchReport {
    var report = report.withLock { $0 }
    let (watches, overflows, isIdle) = watch.withState { ($0.tree.watchCount, $0.overflowCount, $0.isIdle) }
    report.watches = watches
    report.overflows = overflows
    report.polledFolders = watch.poller.folderCount
    report.reasons = watch.reasons
    report.mode = mode(report)
    report.isSettled = report.isSettled && isIdle && outbox.isEmpty && watch.poller.isSettled
    if let inotify = watch.current { report.isSettled = report.isSettled && inotify.isEmpty }
    return report
  }

  private func mode(_ report: WatchReport) -> WatchReport.Mode {
    switch (report.watches > 0, report.polledFolders > 0) {
    case (true, true): .mixed
    case (true, false): .inotify
    case (false, true): .poll
    case (false, false): .none
    }
  }
}
