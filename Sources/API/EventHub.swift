package import Catalog
internal import HTTP
internal import JSON
internal import Synchronization

/// Tells every open page what changed. What a client has not taken yet is kept as one event a run, later changes
/// added to it, so a slow reader costs memory by the number of runs and not by the number of changes.
package final class EventHub: Sendable {
  private let catalog: LiveCatalog
  private let clients = Mutex<[ObjectIdentifier: EventClient]>([:])

  package init(catalog: LiveCatalog) { self.catalog = catalog }

  package var clientCount: Int { clients.withLock { $0.count } }

  package func publish(_ changes: [RunChange]) {
    guard !changes.isEmpty else { return }
    let all = clients.withLock { Array($0.values) }
    for client in all { client.add(changes) }
  }

  /// `GET /api/events`: one event for every run, then one for every change.
  func connect(_ request: Request) -> Reply {
    let client = EventClient()
    let id = ObjectIdentifier(client)
    let stream = EventStream(
      next: { [catalog] in client.takePending(catalog) },
      // The closure holds the client, so its identity is not given to another while it is in the table.
      closed: { [weak self] in
        _ = client
        self?.clients.withLock { $0[id] = nil }
      })
    client.attach(stream)
    clients.withLock { $0[id] = client }
    return .now(.events(stream))
  }
}

/// What one page has not been told yet.
private final class EventClient: Sendable {
  /// Beyond so many changed runs the client is told of all runs anew instead.
  private static let maximumPending = 1024

  private struct State {
    var pending: [String: RunChange] = [:]
    /// The next answer starts from the catalog as it is.
    var needsAll = true
  }

  private let state = Mutex(State())
  private let stream = Mutex<EventStream?>(nil)

  func attach(_ stream: EventStream) { self.stream.withLock { $0 = stream } }

  func add(_ changes: [RunChange]) {
    state.withLock { state in
      guard !state.needsAll else { return }
      for change in changes { state.pending[change.id] = change.following(state.pending[change.id]) }
      if state.pending.count > Self.maximumPending {
        state = State()
      }
    }
    stream.withLock { $0 }?.wake()
  }

  func takePending(_ catalog: LiveCatalog) -> [UInt8] {
    let (changes, needsAll) = state.withLock { state in
      defer { state = State(pending: [:], needsAll: false) }
      return (state.pending, state.needsAll)
    }
    // Read after the flag was lowered: a change in between is then told twice rather than not at all.
    let all = needsAll ? catalog.snapshot().runs.map { RunChange($0.summary) } : changes.values.sorted { $0.id < $1.id }
    return all.flatMap { ServerSentEvent.bytes(event: "training_run", data: $0.json) }
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
