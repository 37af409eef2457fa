import Samples

/// Changes found and not yet handed out, by several threads. Holds a bounded number: who finds more waits.
final class ChangeOutbox: Sendable {
  private static let limit = 64 * 1024

  private struct State {
    var changes: [FileChange] = []
    var files = 0
    var isClosed = false
  }

  private let state = Monitor(State())
  private let marks: FolderMarks
  private let wake: @Sendable () -> Void

  /// `wake` is called when there is something where nothing was.
  init(marks: FolderMarks, wake: @escaping @Sendable () -> Void) {
    self.marks = marks
    self.wake = wake
  }

  var isEmpty: Bool { state.withLock { $0.changes.isEmpty } }

  /// What a scan found, which keeps the marks itself. Waits while it is full. Not for the thread that takes.
  func addWaiting(_ changes: [FileChange]) {
    _ = state.wait { $0.files < Self.limit || $0.isClosed ? true : nil }
    append(changes)
  }

  func add(_ changes: [FileChange]) {
    marks.forget(changes)
    append(changes)
  }

  private func append(_ changes: [FileChange]) {
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      defer {
        state.changes += changes
        state.files += changes.reduce(0) { $0 + $1.fileCount }
      }
      return state.changes.isEmpty && !changes.isEmpty
    }
    if isFirst { wake() }
  }

  func takeAll() -> [FileChange] {
    state.withLock { state in
      defer {
        state.changes = []
        state.files = 0
      }
      return state.changes
    }
  }

  /// Nothing is taken in any more, and nobody waits.
  func close() { state.withLock { $0.isClosed = true } }
}

extension FileChange {
  fileprivate var fileCount: Int {
    switch self {
    case .folder(_, in: _, let batch), .files(_, in: _, let batch, removed: _): batch.files.count
    case .removed, .progress, .unavailable: 0
    }
  }
}

/// Keeps changes to 20 batches a second, the first of a quiet time at once.
struct Pacer {
  static let interval = Span.milliseconds(50)
  /// So late a batch still counts for the moment it was due, or each would put off all that follow.
  private static let slack = Span.milliseconds(10)

  private var last: Moment?

  /// When the next batch may go.
  var next: Moment? { last.map { $0 + Self.interval } }

  func isDue(_ now: Moment) -> Bool { next.map { $0 <= now } ?? true }

  /// The next batch does not wait for its turn.
  mutating func hurry() { last = nil }

  mutating func didHandOut(_ now: Moment) { last = next.map { now < $0 + Self.slack ? $0 : now } ?? now }
}
