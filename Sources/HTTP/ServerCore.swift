/// What the threads of one server share.
final class ServerCore: Sendable {
  let configuration: ServerConfiguration
  let handler: @Sendable (Request) -> Reply
  let counting = Counting()
  let monitor: ConnectionMonitor
  let kept: KeptResponses

  init(_ configuration: ServerConfiguration, _ handler: @escaping @Sendable (Request) -> Reply) {
    self.configuration = configuration
    self.handler = handler
    monitor = ConnectionMonitor(configuration)
    kept = KeptResponses(limit: configuration.keptLimit)
  }

  var headDeadline: UInt64 { Clock.now + Clock.milliseconds(configuration.headerSeconds) }

  /// The next head may wait for as long as an idle connection lives, and then take its time.
  var nextHeadDeadline: UInt64 { headDeadline + Clock.milliseconds(configuration.idleSeconds) }

  var bodyDeadline: UInt64 { Clock.now + Clock.milliseconds(configuration.bodySeconds) }
}
