/// How a server listens, and the bounds it keeps.
package struct ServerConfiguration: Sendable {
  /// An IPv4 or IPv6 address or a name.
  package var host = "127.0.0.1"
  /// 0 picks a free one.
  package var port = 8080
  package var threads = 2
  package var connectionLimit = 512
  /// A connection on which nothing moves for so long is closed.
  package var idleSeconds = 60.0
  /// The whole head of a request must be here this long after the connection opened. libmicrohttpd's timeout sees
  /// inactivity only: a client that sends a byte a second would live on.
  package var headerSeconds = 15.0
  /// The same for the body, counted from the end of the head.
  package var bodySeconds = 60.0
  package var bodyLimit = 1 << 20
  /// Per connection; bounds the head of a request.
  package var memoryLimit = 32768
  /// Bytes of small answers that are kept to be sent again.
  package var keptLimit = 16 << 20
  package var heartbeatSeconds = 15.0
  /// What an event stream's client is told to wait before it connects again.
  package var retryMilliseconds = 2000
  /// How long `stop` waits for requests in flight.
  package var stopSeconds = 5.0

  package init() {}
}
