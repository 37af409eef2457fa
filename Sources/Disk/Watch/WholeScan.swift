import Samples
import Synchronization

/// A scan of the whole root, on a thread of its own.
enum WholeScan {
  static func run(_ shared: WatchShared, isFirst: Bool) {
    let visitor = WatchVisitor(watch: shared.watch, isScan: true)
    let scan = FolderScan(root: shared.root, rules: shared.rules, visitor: visitor)
    let scanner = Scanner(scan, marks: shared.marks) { shared.isStopping || shared.scan.isCancelled }
    if isFirst {
      scanner.run { changes in
        note(changes, shared)
        shared.outbox.addWaiting(changes)
      }
    } else {
      // What is known stays ready while it is read again.
      scanner.runAgain { changes in
        note(changes, shared)
        shared.outbox.addWaiting(changes.filter { !$0.isProgress })
      }
    }
  }

  private static func note(_ changes: [FileChange], _ shared: WatchShared) {
    for case .progress(let progress) in changes { shared.scan.note(progress) }
  }
}

extension FileChange {
  fileprivate var isProgress: Bool {
    if case .progress = self { return true }
    return false
  }
}

/// How the loop and the thread of a scan speak to each other.
final class ScanSwitch: Sendable {
  enum Phase {
    case resting, running, finished
  }

  private struct State {
    var phase = Phase.resting
    var isCancelled = false
    /// Of the last progress.
    var total = 0
  }

  private let state = Mutex(State())

  var phase: Phase { state.withLock { $0.phase } }
  var isCancelled: Bool { state.withLock { $0.isCancelled } }
  var total: Int { state.withLock { $0.total } }

  func begin() { state.withLock { $0 = State(phase: .running, total: $0.total) } }
  func cancel() { state.withLock { $0.isCancelled = true } }
  func finish() { state.withLock { $0.phase = .finished } }
  func rest() { state.withLock { $0.phase = .resting } }
  func note(_ progress: ScanProgress) { state.withLock { $0.total = max(progress.total, progress.done) } }
}
