internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// A connection that waits for us rather than for its client.
protocol Watched: AnyObject, Sendable {
  /// Whether a stopping server waits for its end.
  var mayFinish: Bool { get }
  func clientLeft()
  func serverStops()
  func heartbeat()
}

/// The one thread that watches what libmicrohttpd does not: clients that leave while their connection is suspended,
/// deadlines, and heartbeats. It sleeps while there is no connection.
final class ConnectionMonitor: Sendable {
  private struct Entry {
    let waiter: any Watched
    let socket: Int32
    var nextHeartbeat: UInt64
  }

  /// What is kept waiting no longer.
  enum Stops { case nothing, endless, everything }

  private struct Table {
    var connections: [UInt64: Connection] = [:]
    var waiters: [UInt64: Entry] = [:]
    /// 0 and 1 are taken: nothing happened, and the poke.
    var nextName: UInt64 = 2
    var stops = Stops.nothing
    var ended = false

    mutating func newName() -> UInt64 {
      defer { nextName += 1 }
      return nextName
    }
  }

  private static let pokeName: UInt64 = 1

  private let table = Mutex(Table())
  private let thread = Mutex<pthread_t?>(nil)
  private let epoll: Int32
  private let poke: Int32
  private let heartbeatMilliseconds: UInt64
  private let tick: Int32

  init(_ configuration: ServerConfiguration) {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    poke = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    heartbeatMilliseconds = Clock.milliseconds(configuration.heartbeatSeconds)
    let shortest = min(configuration.heartbeatSeconds, configuration.headerSeconds, configuration.bodySeconds)
    tick = Int32(min(1000, max(10, Clock.milliseconds(shortest) / 4)))
    _ = http_watch(epoll, poke, http_readable, Self.pokeName)
  }

  deinit {
    close(epoll)
    close(poke)
  }

  // MARK: Connections

  func opened(socket: Int32, client: String, deadline: UInt64) -> Connection {
    let (connection, wasIdle) = table.withLock { table in
      let wasIdle = table.connections.isEmpty
      let connection = Connection(name: table.newName(), socket: socket, client: client, deadline: deadline)
      table.connections[connection.name] = connection
      return (connection, wasIdle)
    }
    if wasIdle { wake() }
    return connection
  }

  func closed(_ connection: Connection) { table.withLock { _ = $0.connections.removeValue(forKey: connection.name) } }

  // MARK: Waiters

  /// The name under which it is watched.
  func watch(_ waiter: any Watched, socket: Int32) -> UInt64 {
    let (name, stops) = table.withLock { table in
      let name = table.newName()
      table.waiters[name] = Entry(waiter: waiter, socket: socket, nextHeartbeat: Clock.now + heartbeatMilliseconds)
      return (name, table.stops)
    }
    _ = http_watch(epoll, socket, http_peer_left, name)
    stop([waiter], stops)
    return name
  }

  func unwatch(_ name: UInt64) {
    guard let entry = table.withLock({ $0.waiters.removeValue(forKey: name) }) else { return }
    http_unwatch(epoll, entry.socket)
  }

  /// Also what begins to wait hereafter.
  func stopWaiting(_ stops: Stops) {
    let waiters = table.withLock { table in
      table.stops = stops
      return table.waiters.values.map(\.waiter)
    }
    stop(waiters, stops)
  }

  private func stop(_ waiters: [any Watched], _ stops: Stops) {
    for waiter in waiters where stops == .everything || stops == .endless && !waiter.mayFinish { waiter.serverStops() }
  }

  // MARK: The thread

  func start() {
    var handle = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(&handle, nil, monitorThread, context)
    precondition(code == 0, "no thread to be had")
    thread.withLock { $0 = handle }
  }

  func stop() {
    guard let handle = thread.withLock({ $0.take() }) else { return }
    table.withLock { $0.ended = true }
    wake()
    pthread_join(handle, nil)
  }

  private func wake() { eventfd_write(poke, 1) }

  fileprivate func run() {
    var nextRound = Clock.now
    while true {
      let (idle, ended) = table.withLock { ($0.connections.isEmpty, $0.ended) }
      if ended { return }
      let name = http_wait(epoll, idle ? -1 : tick)
      if name == Self.pokeName {
        var count: eventfd_t = 0
        eventfd_read(poke, &count)
      } else if name != 0 {
        table.withLock { $0.waiters[name] }?.waiter.clientLeft()
      }
      // Many clients leaving at once must not turn into as many rounds.
      if Clock.now >= nextRound {
        round(at: Clock.now)
        nextRound = Clock.now + UInt64(tick)
      }
    }
  }

  private func round(at now: UInt64) {
    let due = table.withLock { table in
      // Under the lock no socket of the table can have been closed and its number given to another.
      for connection in table.connections.values where connection.isOverdue(at: now) {
        shutdown(connection.socket, Int32(SHUT_RDWR))
      }
      return table.waiters.keys.compactMap { name -> (any Watched)? in
        guard let entry = table.waiters[name], entry.nextHeartbeat <= now else { return nil }
        table.waiters[name]?.nextHeartbeat = now + heartbeatMilliseconds
        return entry.waiter
      }
    }
    for waiter in due { waiter.heartbeat() }
  }
}

private let monitorThread: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
  context in
  Unmanaged<ConnectionMonitor>.fromOpaque(context!).takeRetainedValue().run()
  return nil
}
