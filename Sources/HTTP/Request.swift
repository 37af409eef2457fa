/// What a client asked for. A value: it stays valid after its connection is gone.
package struct Request: Sendable {
  /// As sent. HEAD is routed to the handlers of GET; the server drops the body.
  package let method: String
  /// Path and query, undecoded.
  package let rawTarget: String
  /// The path, undecoded; empty when the target is no path.
  package let rawPath: [UInt8]
  /// What the route captured, percent-decoded once. Bytes, because file names need not be UTF-8.
  package internal(set) var parameters: [String: [UInt8]] = [:]
  /// Decoded (`%XX`, and `+` as space), in order; a name may come several times.
  package let query: [QueryItem]
  package let headers: HeaderFields
  package let body: [UInt8]
  /// The client's IP address, without port; empty when the request did not come over a socket.
  package let client: String
  /// The host in an absolute-form target, which then stands above the `Host` header.
  let authority: String?

  package init(
    method: String = "GET", target: String, headers: HeaderFields = [:], body: [UInt8] = [], client: String = ""
  ) {
    let absolute = target.hasPrefix("/") ? nil : RequestTarget.splitAbsolute(target)
    let target = absolute?.rest ?? target
    let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
    self.method = method
    rawTarget = target
    rawPath = path.first == UInt8(ascii: "/") ? Array(path) : []
    query = path.endIndex == target.utf8.endIndex ? [] : RequestTarget.items(target.utf8[path.endIndex...].dropFirst())
    self.headers = headers
    self.body = body
    self.client = client
    authority = absolute?.authority
  }

  /// The first header of that name.
  package func header(_ name: String) -> String? { headers[name] }

  /// What the route captured; nil when nothing was, or when it is not UTF-8.
  package func parameter(_ name: String) -> String? {
    parameters[name].flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The value of the first query item of that name.
  package func first(_ queryName: String) -> String? { query.first { $0.name == queryName }?.value }

  /// Whether the method changes something (RFC 9110, 9.2.1).
  var isWrite: Bool { method != "GET" && method != "HEAD" && method != "OPTIONS" }
}
