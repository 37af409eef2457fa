internal import Synchronization

/// Lets through who knows the token: programs by `Authorization: Bearer`, browsers by a session they log in to.
final class TokenRule: Sendable {
  private struct State {
    var sessions = Sessions()
    var limit = FailureLimit()
  }

  private let token: [UInt8]
  private let cookieName: String
  private let now: @Sendable () -> UInt64
  private let state = Mutex(State())

  init(token: String, cookieName: String, now: @escaping @Sendable () -> UInt64) {
    self.token = Array(token.utf8)
    self.cookieName = cookieName
    self.now = now
  }

  /// The answer to who may not pass; nil for who may.
  func refusal(of request: Request) -> Response? {
    if request.rawPath.elementsEqual("/login".utf8), request.method == "POST" { return login(request) }
    if let session = session(of: request), state.withLock({ $0.sessions.isOpen(session, at: now()) }) { return nil }
    guard let bearer = Self.bearer(of: request) else { return Self.unauthorized(request) }
    switch attempt(bearer, by: request.client) {
    case .right: return nil
    case .wrong: return Self.unauthorized(request)
    case .tooMany(let seconds): return Self.tooMany(seconds)
    }
  }

  // MARK: Attempts

  private enum Attempt {
    case right
    case wrong
    case tooMany(seconds: Int)
  }

  private func attempt(_ candidate: String, by client: String) -> Attempt {
    let now = now()
    return state.withLock { state in
      if let seconds = state.limit.wait(client, at: now) { return .tooMany(seconds: seconds) }
      if isToken(candidate) { return .right }
      state.limit.failed(client, at: now)
      return .wrong
    }
  }

  /// Takes as long for a token that is nearly right as for any other.
  private func isToken(_ candidate: String) -> Bool {
    var difference = UInt8(truncatingIfNeeded: candidate.utf8.count == token.count ? 0 : 1)
    for (index, byte) in candidate.utf8.enumerated() { difference |= byte ^ token[index % token.count] }
    return difference == 0
  }

  // MARK: Login

  private func login(_ request: Request) -> Response {
    guard MediaType.isForm(request.header("Content-Type")) else { return MediaType.unsupported("a form") }
    let items = RequestTarget.items(request.body[...])
    let next = Self.localPath(items.first { $0.name == "next" }?.value)
    switch attempt(items.first { $0.name == "token" }?.value ?? "", by: request.client) {
    case .right: return welcome(next)
    case .wrong: return LoginPage.response(next: next, problem: "That is not the token.")
    case .tooMany(let seconds): return Self.tooMany(seconds)
    }
  }

  private func welcome(_ next: String) -> Response {
    let session = state.withLock { $0.sessions.open(at: now()) }
    let attributes = "HttpOnly; SameSite=Strict; Path=/; Max-Age=\(Sessions.seconds)"
    return Response(
      status: 303,
      headers: [
        HeaderField("Location", next), HeaderField("Set-Cookie", "\(cookieName)=\(session); \(attributes)"),
        HeaderField("Cache-Control", "no-store"),
      ])
  }

  /// `//host` and `/\host` are other sites to a browser.
  private static func localPath(_ path: String?) -> String {
    guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\"), path != "/login",
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "/" }
    return path
  }

  // MARK: Reading requests

  private static func bearer(of request: Request) -> String? {
    guard let value = request.header("Authorization"), ASCII.equalIgnoringCase(value.prefix(7), "bearer ") else {
      return nil
    }
    return String(ASCII.trimmed(value.dropFirst(7)))
  }

  private func session(of request: Request) -> String? {
    for pair in request.header("Cookie")?.split(separator: ";") ?? [] {
      let parts = ASCII.trimmed(pair).split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0] == cookieName { return String(parts[1]) }
    }
    return nil
  }

  // MARK: Refusals

  private static func unauthorized(_ request: Request) -> Response {
    if !request.isWrite, request.header("Accept")?.contains("text/html") == true {
      return LoginPage.response(next: localPath(request.rawTarget))
    }
    var response = Response.error(401, "unauthorized", "This server asks for its token: Authorization: Bearer TOKEN.")
    response[header: "WWW-Authenticate"] = "Bearer"
    return response
  }

  private static func tooMany(_ seconds: Int) -> Response {
    var response = Response.error(429, "too_many_attempts", "Too many wrong tokens; try again in \(seconds) seconds.")
    response[header: "Retry-After"] = String(seconds)
    return response
  }
}
