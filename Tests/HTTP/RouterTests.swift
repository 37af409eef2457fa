import Testing

@testable import HTTP

@Suite struct RouterTests {
  private static func route(_ method: String, _ pattern: String) -> Route {
    Route(method, pattern) { request in
      let captured = request.captures.parts.sorted { $0.name < $1.name }
        .map { "\($0.name)=\(String(decoding: $0.bytes, as: UTF8.self))" }
      return .now(.text(([method, pattern] + captured).joined(separator: " ")))
    }
  }

  private let router = Router(routes: [
    route("GET", "/"),
    route("GET", "/runs"),
    route("POST", "/runs"),
    route("GET", "/runs/{id}"),
    route("DELETE", "/runs/{id}"),
    route("GET", "/runs/{id}/grid"),
    route("GET", "/images/{path...}"),
  ])

  @Test(arguments: [
    ("GET", "/", "GET /"),
    ("GET", "/runs", "GET /runs"),
    ("HEAD", "/runs?x=1", "GET /runs"),
    ("POST", "/runs", "POST /runs"),
    ("GET", "/runs/qwen%2Fpsai%20v0.3", "GET /runs/{id} id=qwen/psai v0.3"),
    ("GET", "/runs/a%252Fb", "GET /runs/{id} id=a%2Fb"),
    ("GET", "/runs/a+b", "GET /runs/{id} id=a+b"),
    ("GET", "/runs/(root)/grid", "GET /runs/{id}/grid id=(root)"),
    ("GET", "/images/a/b%2Fc/d%26e.png", "GET /images/{path...} path=a/b/c/d&e.png"),
    ("GET", "/images/...", "GET /images/{path...} path=..."),
    ("GET", "/images/a//b", "GET /images/{path...} path=a//b"),
    ("GET", "/images/100%.png", "GET /images/{path...} path=100%.png"),
  ])
  func found(_ method: String, _ target: String, _ answer: String) {
    #expect(router.reply(to: Request(method: method, target: target)).response?.text == answer)
  }

  @Test(arguments: [
    ("GET", "/none", 404, "not_found"),
    ("GET", "/runs/", 404, "not_found"),
    ("GET", "//runs", 404, "not_found"),
    ("GET", "/runs/a/grid/b", 404, "not_found"),
    ("GET", "/images", 404, "not_found"),
    ("PUT", "/runs", 405, "method_not_allowed"),
    ("GET", "/runs/%00", 400, "bad_path"),
    ("GET", "/runs/%2e%2E", 400, "bad_path"),
    ("GET", "/runs/.", 400, "bad_path"),
    ("GET", "/images/../runs", 400, "bad_path"),
    ("GET", "/images/a/%2e./b", 400, "bad_path"),
    ("GET", "/images/a%2F..%2Fb", 400, "bad_path"),
    ("GET", "/images/a.png%00.txt", 400, "bad_path"),
    ("GET", "no-path", 400, "bad_request"),
    ("CONNECT", "host:443", 400, "bad_request"),
  ])
  func refused(_ method: String, _ target: String, _ status: Int, _ code: String) {
    let response = router.reply(to: Request(method: method, target: target)).response
    #expect(response?.status == status)
    #expect(response?.errorCode == code)
  }

  @Test(arguments: [
    ("PATCH", "/runs", 405, "GET, HEAD, POST, OPTIONS"),
    ("OPTIONS", "/runs/a", 204, "GET, HEAD, DELETE, OPTIONS"),
    ("OPTIONS", "*", 204, "GET, HEAD, OPTIONS"),
  ])
  func allowed(_ method: String, _ target: String, _ status: Int, _ allow: String) {
    let response = router.reply(to: Request(method: method, target: target)).response
    #expect(response?.status == status)
    #expect(response?[header: "Allow"] == allow)
  }

  @Test func bytesThatAreNotUTF8ReachTheHandler() {
    let router = Router(routes: [Route("GET", "/{path...}") { .now(Response(body: .bytes($0.captures["path"]!))) }])
    #expect(router.reply(to: Request(target: "/a%FF/b")).response?.bytes == [0x61, 0xFF, 0x2F, 0x62])
  }

  /// Whatever stands for the bytes.
  @Test func pathsAreJudgedByWhatTheyStandFor() {
    let parts = ["a", ".", "/", "%2e", "%2F", "%00", "%", "2E", "%25"]
    var paths = ["/"]
    for _ in 0..<4 { paths = paths.flatMap { path in parts.map { path + $0 } } }
    for path in paths {
      let decoded = RequestTarget.decoded(Array(path.utf8)[...])
      let names = decoded.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
      let isHarmless = !decoded.contains(0) && !names.contains(".") && !names.contains("..")
      #expect(RequestPath(Array(path.utf8)).isHarmless == isHarmless, "\(path)")
    }
  }
}
