internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// An HTTP server on its own threads.
package final class Server: Sendable {
  package let port: Int
  let core: ServerCore
  private let daemon: Mutex<Daemon?>

  /// `@unchecked Sendable`: only `stop` uses it, and it takes it out of the lock first.
  private struct Daemon: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// Accepts connections when it returns. The handler is called on the server's threads.
  package init(
    configuration: ServerConfiguration, handler: @escaping @Sendable (Request) -> Reply
  ) throws(ServerError) {
    // sendfile(2) has no MSG_NOSIGNAL: a client that left would end the program.
    signal(SIGPIPE, SIG_IGN)
    let socket = try ListeningSocket.open(host: configuration.host, port: configuration.port)
    core = ServerCore(configuration, handler)
    port = socket.port
    guard let pointer = Self.start(core, socket.descriptor) else {
      close(socket.descriptor)
      throw ServerError(
        code: .failed, message: "the HTTP server did not start", hint: "check the limits on threads and open files")
    }
    daemon = Mutex(Daemon(pointer: pointer))
    core.monitor.start()
  }

  private static func start(_ core: ServerCore, _ socket: Int32) -> OpaquePointer? {
    let configuration = core.configuration
    let threads = UInt32(max(1, configuration.threads))
    var limits = http_limits(
      listen_socket: socket, threads: threads, connections: max(threads, UInt32(configuration.connectionLimit)),
      idle_seconds: UInt32(max(1, configuration.idleSeconds)), memory: configuration.memoryLimit)
    return http_start(
      &limits, Callbacks.handle, Callbacks.target, Callbacks.connection, Callbacks.completed,
      Unmanaged.passUnretained(core).toOpaque())
  }

  package var counters: ServerCounters { core.counting.now }

  /// Takes no more connections, ends the event streams, finishes the requests in flight within `stopSeconds`. Not to be
  /// called by a handler.
  ///
  /// The order matters: `MHD_stop_daemon` aborts the process when a connection is suspended.
  package func stop() {
    guard let daemon = daemon.withLock({ $0.take() }) else { return }
    let socket = MHD_quiesce_daemon(daemon.pointer)
    // The library leaves the socket listening: clients would connect and hear nothing.
    shutdown(socket, Int32(SHUT_RD))
    core.monitor.stopWaiting(.endless)
    waitUntilIdle(seconds: core.configuration.stopSeconds)
    core.monitor.stopWaiting(.everything)
    waitUntilIdle(seconds: 1)
    MHD_stop_daemon(daemon.pointer)
    core.monitor.stop()
    if socket >= 0 { close(socket) }
  }

  private func waitUntilIdle(seconds: Double) {
    let end = Clock.now + Clock.milliseconds(seconds)
    while core.counting.inFlight > 0, Clock.now < end { usleep(1000) }
  }

  deinit { stop() }
}
