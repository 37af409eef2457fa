internal import Synchronization

/// The counters while they count. Relaxed: they order nothing else.
final class Counting: Sendable {
  private let informational = Atomic(0)
  private let success = Atomic(0)
  private let redirection = Atomic(0)
  private let clientError = Atomic(0)
  private let serverError = Atomic(0)
  private let connections = Atomic(0)
  private let streams = Atomic(0)
  private let bytesSent = Atomic(0)
  private let requests = Atomic(0)

  func connection(_ change: Int) { connections.add(change, ordering: .relaxed) }
  func stream(_ change: Int) { streams.add(change, ordering: .relaxed) }
  func request(_ change: Int) { requests.add(change, ordering: .relaxed) }
  func sent(_ bytes: Int) { bytesSent.add(bytes, ordering: .relaxed) }

  func answered(_ status: Int) {
    switch status {
    case ..<200: informational.add(1, ordering: .relaxed)
    case ..<300: success.add(1, ordering: .relaxed)
    case ..<400: redirection.add(1, ordering: .relaxed)
    case ..<500: clientError.add(1, ordering: .relaxed)
    default: serverError.add(1, ordering: .relaxed)
    }
  }

  /// Requests whose head came and whose answer has not gone.
  var inFlight: Int { requests.load(ordering: .relaxed) }

  var now: ServerCounters {
    ServerCounters(
      requestsByClass: [
        informational.load(ordering: .relaxed), success.load(ordering: .relaxed), redirection.load(ordering: .relaxed),
        clientError.load(ordering: .relaxed), serverError.load(ordering: .relaxed),
      ],
      connections: connections.load(ordering: .relaxed), streams: streams.load(ordering: .relaxed),
      bytesSent: bytesSent.load(ordering: .relaxed))
  }
}
