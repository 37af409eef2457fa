/// What a server has done, for /metrics.
package struct ServerCounters: Sendable, Equatable {
  /// Answered requests by the first digit of the status; index 0 is 1xx.
  package var requestsByClass = [0, 0, 0, 0, 0]
  package var connections = 0
  package var streams = 0
  /// Of bodies, without heads.
  package var bytesSent = 0
}
