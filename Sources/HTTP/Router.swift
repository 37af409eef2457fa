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
    let path = RequestPath(request.rawPath)
    guard path.isHarmless else { return .now(Self.badPath) }
    let method = request.method == "HEAD" ? "GET" : request.method
    for route in routes where route.method == method {
      guard let captured = route.captures(path) else { continue }
      var request = request
      request.captures = captured
      return route.handler(request)
    }
    return .now(unmatched(request.method, path))
  }

  private static let badPath = Response.error(
    400, "bad_path", "The path holds a NUL byte or a `.` or `..` segment.")

  private func unmatched(_ method: String, _ path: RequestPath) -> Response {
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
