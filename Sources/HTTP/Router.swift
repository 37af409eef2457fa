/// Finds the handler for a request. The first route that matches wins, so the table reads from the special to the
/// general.
package struct Router: Sendable {
  package let routes: [Route]

  package init(routes: [Route]) { self.routes = routes }

  package func reply(to request: Request) -> Reply {
    if request.method == "OPTIONS", request.rawTarget == "*" { return .now(Self.options(["GET", "HEAD"])) }
    guard !request.rawPath.isEmpty else {
      return .now(.error(400, "bad_request", "The request target is not a path."))
    }
    let path = request.rawPath.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let method = request.method == "HEAD" ? "GET" : request.method
    for route in routes where route.method == method {
      guard let captured = route.captures(path) else { continue }
      guard Self.isHarmless(path, captured) else { return .now(Self.badPath) }
      var request = request
      request.parameters = captured
      return route.handler(request)
    }
    return .now(unmatched(request.method, path))
  }

  private static let badPath = Response.error(
    400, "bad_path", "The path holds a NUL byte or a `.` or `..` segment.")

  /// No path that a file system would read as something else reaches a handler.
  private static func isHarmless(_ path: [ArraySlice<UInt8>], _ captured: [String: [UInt8]]) -> Bool {
    for segment in path where isDots(RequestTarget.decoded(segment)[...]) { return false }
    return captured.allSatisfy { _, value in
      !value.contains(0) && !value.split(separator: UInt8(ascii: "/")).contains(where: isDots)
    }
  }

  private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
    (1...2).contains(segment.count) && segment.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  private func unmatched(_ method: String, _ path: [ArraySlice<UInt8>]) -> Response {
    var allowed: [String] = []
    for route in routes where route.matches(path) && !allowed.contains(route.method) {
      allowed.append(route.method)
      if route.method == "GET" { allowed.append("HEAD") }
    }
    if allowed.isEmpty { return .error(404, "not_found", "There is nothing at this address.") }
    if method == "OPTIONS" { return Self.options(allowed) }
    var response = Response.error(405, "method_not_allowed", "This address takes \(allowed.joined(separator: ", ")).")
    response[header: "Allow"] = (allowed + ["OPTIONS"]).joined(separator: ", ")
    return response
  }

  private static func options(_ allowed: [String]) -> Response {
    Response(status: 204, headers: [HeaderField("Allow", (allowed + ["OPTIONS"]).joined(separator: ", "))])
  }
}
