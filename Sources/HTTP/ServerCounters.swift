/// What a server has done, for /metrics.
package struct ServerCounters: Sendable, Equatable {
  /// Answered requests by the first digit of the status; index 0 is 1xx.
  package var requestsByClass: [Int]
  package var connections: Int
  package var streams: Int
  /// Of bodies, without heads.
  package var bytesSent: Int

  package init(requestsByClass: [Int] = [0, 0, 0, 0, 0], connections: Int = 0, streams: Int = 0, bytesSent: Int = 0) {
    self.requestsByClass = requestsByClass
    self.connections = connections
    self.streams = streams
    self.bytesSent = bytesSent
  }
}
