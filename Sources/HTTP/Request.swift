/// What a client asked for. A value: it stays valid after its connection is gone.
package struct Request: Sendable {
  private let sent: Sent
  package internal(set) var captures = Captures()

  /// Copies of a request share what was sent: each of its ten parts would be counted for each copy otherwise, and a
  /// request is copied for its route and into the closures of its handler.
  private final class Sent: Sendable {
    let method: String
    let rawTarget: String
    let rawPath: [UInt8]
    let query: [QueryItem]
    let headers: HeaderFields
    let body: [UInt8]
    let client: String
    let authority: String?

    init(_ method: String, _ target: String, _ headers: HeaderFields, _ body: [UInt8], _ client: String) {
      let absolute = target.hasPrefix("/") ? nil : RequestTarget.splitAbsolute(target)
      let target = absolute?.rest ?? target
      let bytes = Array(target.utf8)
      let pathEnd = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
      self.method = method
      rawTarget = target
      rawPath = bytes.first == UInt8(ascii: "/") ? Array(bytes[..<pathEnd]) : []
      query = RequestTarget.items(bytes[pathEnd...].dropFirst())
      self.headers = headers
      self.body = body
      self.client = client
      authority = absolute?.authority
    }
  }

  package init(
    method: String = "GET", target: String, headers: HeaderFields = [:], body: [UInt8] = [], client: String = ""
  ) {
    sent = Sent(method, target, headers, body, client)
  }

  /// As sent. HEAD is routed to the handlers of GET; the server drops the body.
  package var method: String { sent.method }

  /// Path and query, undecoded.
  package var rawTarget: String { sent.rawTarget }

  /// The path, undecoded; empty when the target is no path.
  package var rawPath: [UInt8] { sent.rawPath }

  /// Decoded (`%XX`, and `+` as space), in order; a name may come several times.
  package var query: [QueryItem] { sent.query }

  package var headers: HeaderFields { sent.headers }

  package var body: [UInt8] { sent.body }

  /// The client's IP address, without port; empty when the request did not come over a socket.
  package var client: String { sent.client }

  /// The host in an absolute-form target, which then stands above the `Host` header.
  var authority: String? { sent.authority }

  /// The first header of that name.
  package func header(_ name: String) -> String? { headers[name] }

  /// What the route captured; nil when nothing was, or when it is not UTF-8.
  package func parameter(_ name: String) -> String? {
    captures[name].flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The value of the first query item of that name.
  package func first(_ queryName: String) -> String? { query.first { $0.name == queryName }?.value }

  /// Whether the client holds an answer and wants one only when there is a newer.
  package var isConditional: Bool { headers.contains("If-None-Match") }

  /// Whether the method changes something (RFC 9110, 9.2.1).
  var isWrite: Bool { method != "GET" && method != "HEAD" && method != "OPTIONS" }
}
