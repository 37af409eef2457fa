/// An HTTP server on its own threads.
package final class Server: Sendable {
  package let port: Int

  /// Listens when it returns. The handler is called on the server's threads.
  package init(
    configuration: ServerConfiguration, handler: @escaping @Sendable (Request) -> Reply
  ) throws(ServerError) {
    port = configuration.port
  }

  package var counters: ServerCounters { ServerCounters() }

  /// Takes no more connections, finishes the requests in flight within `stopSeconds`, ends the event streams.
  package func stop() {}
}
