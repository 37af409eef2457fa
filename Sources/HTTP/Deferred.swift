internal import Synchronization

/// An answer that comes later, and the connection that waits for it.
final class Deferred: Watched {
  private enum State {
    case running
    case suspended(ConnectionHandle)
    case answered(Response)
    case left
  }

  private struct Waiting {
    var state = State.running
    var cancellation: Cancellation?
  }

  enum Outcome {
    case answer(Response)
    case wait
    case left
  }

  private let waiting = Mutex(Waiting())

  /// Starts the work.
  init(_ start: @Sendable (@escaping @Sendable (Response) -> Void) -> Cancellation) {
    let cancellation = start { [weak self] response in self?.settle(.answered(response)) }
    waiting.withLock { $0.cancellation = cancellation }
  }

  /// The answer if it is there; otherwise suspends the connection. Called on the connection's own thread.
  func outcome(suspending connection: ConnectionHandle) -> Outcome {
    waiting.withLock { waiting in
      switch waiting.state {
      case .answered(let response): return .answer(response)
      case .left: return .left
      case .running:
        connection.suspend()
        waiting.state = .suspended(connection)
        return .wait
      case .suspended: return .wait
      }
    }
  }

  /// The first to come counts. Resuming stands under the lock: once the state has changed, the connection may be gone.
  @discardableResult
  private func settle(_ outcome: State) -> Bool {
    waiting.withLock { waiting in
      switch waiting.state {
      case .running: waiting.state = outcome
      case .suspended(let connection):
        waiting.state = outcome
        connection.resume()
      case .answered, .left: return false
      }
      return true
    }
  }

  var mayFinish: Bool { true }

  func clientLeft() { if settle(.left) { cancel() } }

  func serverStops() {
    if settle(.answered(.error(503, "stopping", "The server is stopping."))) { cancel() }
  }

  func heartbeat() {}

  private func cancel() { waiting.withLock { $0.cancellation }?.cancel() }
}
