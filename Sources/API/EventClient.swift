internal import Catalog
internal import Dispatch
internal import HTTP
internal import JSON
internal import Synchronization

/// What one page has not been told yet, and when it may be told: the first change at once, those that follow together
/// when the interval is over.
final class EventClient: Sendable {
  /// Beyond so many changed runs the client is told of all runs anew instead.
  private static let maximumPending = 1024
  private static let clock = DispatchQueue(label: "events")

  fileprivate struct State {
    var pending: [String: RunChange] = [:]
    /// The next answer starts from the catalog as it is.
    var needsAll = true
    var quietUntil: ContinuousClock.Instant?
    var endOfQuietIsDue = false
    /// When the quiet ended that the next answer waited for.
    var wasDue: ContinuousClock.Instant?
  }

  fileprivate enum Wake {
    case now
    case after(Duration)
    /// It is due already.
    case no
  }

  private let interval: Duration
  private let state = Mutex(State())
  private let stream = Mutex<EventStream?>(nil)

  init(interval: Duration) { self.interval = interval }

  func attach(_ stream: EventStream) { self.stream.withLock { $0 = stream } }

  private func wake() { stream.withLock { $0 }?.wake() }

  func add(_ changes: [RunChange]) {
    switch state.withLock({ $0.add(changes, at: .now, limit: Self.maximumPending) }) {
    case .now: wake()
    case .after(let time): endQuiet(after: time)
    case .no: break
    }
  }

  private func endQuiet(after time: Duration) {
    let (seconds, attoseconds) = time.components
    let delay = Double(seconds) + Double(attoseconds) / 1e18
    Self.clock.asyncAfter(deadline: .now() + delay) { [weak self] in
      // Not asked of the time again: two clocks that differ by a little would leave the page untold.
      self?.state.withLock { ($0.wasDue, $0.quietUntil, $0.endOfQuietIsDue) = ($0.quietUntil, nil, false) }
      self?.wake()
    }
  }

  func takePending(_ catalog: LiveCatalog) -> [UInt8] {
    guard let taken = state.withLock({ $0.take(at: .now, quietFor: interval) }) else { return [] }
    // Read after the flag was lowered: a change in between is then told twice rather than not at all.
    let all = taken.needsAll ? catalog.snapshot().runs.map { RunChange($0.summary) } : taken.changes
    return all.flatMap { ServerSentEvent.bytes(event: "training_run", data: $0.json) }
  }
}

extension EventClient.State {
  fileprivate mutating func add(_ changes: [RunChange], at now: ContinuousClock.Instant, limit: Int) -> EventClient.Wake
  {
    guard !needsAll else { return .no }
    for change in changes { pending[change.id] = change.following(pending[change.id]) }
    if pending.count > limit { (pending, needsAll) = ([:], true) }
    guard let quietUntil, now < quietUntil else { return .now }
    guard !endOfQuietIsDue else { return .no }
    endOfQuietIsDue = true
    return .after(now.duration(to: quietUntil))
  }

  /// Nil while there is nothing to tell, or nothing may be told.
  fileprivate mutating func take(
    at now: ContinuousClock.Instant, quietFor interval: Duration
  ) -> (changes: [RunChange], needsAll: Bool)? {
    guard needsAll || !pending.isEmpty else { return nil }
    if let quietUntil, now < quietUntil { return nil }
    // A timer's lateness must not put off all that follows.
    let start = wasDue.map { now < $0 + interval / 5 ? $0 : now } ?? now
    defer { (pending, needsAll, quietUntil, wasDue) = ([:], false, start + interval, nil) }
    return (pending.values.sorted { $0.id < $1.id }, needsAll)
  }
}

extension RunChange {
  fileprivate init(_ run: RunSummary) {
    self.init(id: run.id, revision: run.revision, state: run.state, imageCount: run.imageCount)
  }

  fileprivate func following(_ earlier: RunChange?) -> RunChange {
    guard let earlier else { return self }
    // Scanning threads publish side by side, so what comes later need not be newer.
    var change = revision < earlier.revision ? earlier : self
    change.added = added + earlier.added
    change.removed = removed + earlier.removed
    return change
  }

  fileprivate var json: [UInt8] {
    JSONWriter.bytes { writer in
      writer.object { writer in
        writer.field("id", id)
        writer.field("revision", revision)
        writer.field("state", state.rawValue)
        writer.field("image_count", imageCount)
        writer.field("added", added)
        writer.field("removed", removed)
      }
    }
  }
}
