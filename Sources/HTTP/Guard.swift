/// Who may ask.
package struct AccessConfiguration: Sendable {
  /// When not empty, every request needs it.
  package var token = ""
  /// Host names that are accepted beside loopback names, IP addresses and this machine's own.
  package var allowedHosts: [String] = []
  /// Cookies do not tell ports apart: two servers on one machine need two names.
  package var cookieName = "checkpoint_sampler_session"

  package init(token: String = "", allowedHosts: [String] = []) {
    self.token = token
    self.allowedHosts = allowedHosts
  }
}

/// Stands before the router and lets through what may pass.
package final class Guard: Sendable {
  private let hosts: HostRule
  private let token: TokenRule?

  package convenience init(_ configuration: AccessConfiguration) {
    self.init(configuration, machine: HostRule.machineName(), now: { Clock.now })
  }

  init(_ configuration: AccessConfiguration, machine: String, now: @escaping @Sendable () -> UInt64) {
    hosts = HostRule(allowedHosts: configuration.allowedHosts, machine: machine)
    token =
      configuration.token.isEmpty
      ? nil : TokenRule(token: configuration.token, cookieName: configuration.cookieName, now: now)
  }

  package func reply(to request: Request, next: (Request) -> Reply) -> Reply {
    refusal(of: request).map { .now($0) } ?? next(request)
  }

  private func refusal(of request: Request) -> Response? {
    guard hosts.allows(request.host) else { return Self.misdirected }
    if request.isWrite, !OriginRule.allows(request) { return Self.crossOrigin }
    if let refusal = token?.refusal(of: request) { return refusal }
    if request.isWrite, !request.body.isEmpty, !MediaType.isJSON(request.header("Content-Type")) {
      return MediaType.unsupported("application/json")
    }
    return nil
  }

  private static let misdirected = Response.error(
    421, "unknown_host",
    "This server does not answer to that host name. Use its IP address, or add the name to allowed_hosts.")

  private static let crossOrigin = Response.error(
    403, "cross_origin", "Another site's page may not change anything here.")
}

extension Request {
  /// The host that the client means.
  var host: String? { authority ?? header("Host") }
}
