internal import Synchronization

/// A stream of Server-Sent Events to one client. It is pulled: the server asks for what is pending only when the client
/// can take it, so a slow reader costs what its producer keeps for it and nothing here.
package final class EventStream: Watched {
  private struct State {
    /// Resumes the connection; set while it is suspended because nothing was pending.
    var resume: (@Sendable () -> Void)?
    /// `wake` came while the connection was not suspended.
    var woken = false
    var heartbeatDue = false
    var ended = false
    var abandoned = false
    var closed: (@Sendable () -> Void)?
  }

  enum Pull {
    case bytes([UInt8])
    case wait
    case end
  }

  private let next: @Sendable () -> [UInt8]
  private let state: Mutex<State>

  /// `next` gives what is pending in wire form (`ServerSentEvent`), empty when nothing is; it is never called by two
  /// threads at once and never again after `closed`, which is called once when the client is gone or the stream ended.
  package init(next: @escaping @Sendable () -> [UInt8], closed: @escaping @Sendable () -> Void) {
    self.next = next
    state = Mutex(State(closed: closed))
  }

  /// Something is pending. Cheap, and safe from any thread, also under a lock that `next` takes.
  package func wake() { change { $0.woken = true } }

  /// Ends the stream after what `next` still gives.
  package func end() { change { $0.ended = true } }

  func heartbeat() { change { $0.heartbeatDue = true } }

  func clientLeft() { change { $0.abandoned = true } }

  var mayFinish: Bool { false }

  func serverStops() { end() }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { state in
      body(&state)
      state.resume.take()?()
    }
  }

  /// What to send now. `suspend` is called, under the lock, when there is nothing; it gives the way to resume.
  func pull(suspend: () -> @Sendable () -> Void) -> Pull {
    while true {
      let before = state.withLock { state in
        defer { (state.woken, state.heartbeatDue) = (false, false) }
        return state
      }
      if before.abandoned { return .end }
      var bytes = next()
      if before.heartbeatDue, bytes.isEmpty { bytes = ServerSentEvent.heartbeat }
      if !bytes.isEmpty { return .bytes(bytes) }
      if before.ended { return .end }
      if parked(suspend) { return .wait }
    }
  }

  /// False when something came between looking and parking.
  private func parked(_ suspend: () -> @Sendable () -> Void) -> Bool {
    state.withLock { state in
      if state.woken || state.ended || state.heartbeatDue || state.abandoned { return false }
      state.resume = suspend()
      return true
    }
  }

  /// The request is over: from here on nothing resumes the connection.
  func finish() {
    let closed = state.withLock { state in
      state.resume = nil
      return state.closed.take()
    }
    closed?()
  }

  deinit { finish() }
}

/// The wire form of events.
package enum ServerSentEvent {
  static let heartbeat = Array(": \n\n".utf8)

  /// `data` is one line, as JSON is.
  package static func bytes(event: String, data: [UInt8]) -> [UInt8] {
    Array("event: \(event)\ndata: ".utf8) + data + [0x0A, 0x0A]
  }

  static func retry(milliseconds: Int) -> [UInt8] { Array("retry: \(milliseconds)\n\n".utf8) }
}
