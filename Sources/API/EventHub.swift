package import Catalog
internal import HTTP
internal import Synchronization

/// Tells every open page what changed. What a client has not taken yet is kept as one event a run, later changes
/// added to it, so a slow reader costs memory by the number of runs and not by the number of changes.
package final class EventHub: Sendable {
  private let catalog: LiveCatalog
  private let interval: Duration
  private let clients = Mutex<[ObjectIdentifier: EventClient]>([:])

  /// A page is told of a run once in `interval` at most; 50 ms are the 20 a second that the contract promises.
  package init(catalog: LiveCatalog, interval: Duration = .milliseconds(50)) {
    self.catalog = catalog
    self.interval = interval
  }

  package var clientCount: Int { clients.withLock { $0.count } }

  package func publish(_ changes: [RunChange]) {
    guard !changes.isEmpty else { return }
    let all = clients.withLock { Array($0.values) }
    for client in all { client.add(changes) }
  }

  /// `GET /api/events`: one event for every run, then one for every change.
  func connect(_ request: Request) -> Reply {
    let client = EventClient(interval: interval)
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
