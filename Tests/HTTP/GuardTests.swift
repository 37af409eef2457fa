import Testing

@testable import HTTP

@Suite struct GuardTests {
  private func answer(_ request: Request, _ access: AccessConfiguration = AccessConfiguration()) -> Response? {
    Guard(access, machine: "Box.example.org", now: { 0 }).reply(to: request) { _ in .now(.text("passed")) }.response
  }

  @Test(arguments: [
    "localhost", "localhost:8080", "LOCALHOST", "localhost.", "app.localhost:1", "127.0.0.1", "127.0.0.1:8080",
    "192.168.1.7:80", "[::1]", "[::1]:8080", "[fe80::1]:1", "box", "box:8080", "box.example.org.", "box.local",
    "Gallery.Example", "gallery.example:8080", "second.example",
  ])
  func hostsThatPass(_ host: String) {
    let access = AccessConfiguration(allowedHosts: ["gallery.example", "second.example:99"])
    #expect(answer(Request(target: "/", headers: ["Host": host]), access)?.text == "passed")
  }

  @Test(arguments: [
    "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost", "",
    "0x7f.1", "::1", "[::1", "box.evil.example", "localhost:8080@evil.example", "local",
  ])
  func hostsThatDoNot(_ host: String) {
    #expect(answer(Request(target: "/", headers: ["Host": host]))?.errorCode == "unknown_host")
  }

  /// A guard remembers whom it let through.
  @Test func eachHostIsJudgedByItself() {
    let access = Guard(AccessConfiguration(), machine: "box", now: { 0 })
    for host in ["evil.example", "evil.example", "localhost", "localhost", "evil.example", "Localhost", "localhos"] {
      let request = Request(target: "/", headers: ["Host": host])
      let isOurs = host.lowercased() == "localhost"
      let reply = access.reply(to: request) { _ in .now(.text("passed")) }
      #expect((reply.response?.text == "passed") == isOurs, "\(host)")
    }
  }

  @Test func theTargetsOwnAuthorityCounts() {
    let request = Request(target: "http://evil.example/", headers: ["Host": "localhost"])
    #expect(answer(request)?.status == 421)
    #expect(answer(Request(target: "/"))?.text == "passed", "no browser leaves Host out")
  }

  @Test(arguments: [
    ("GET", [("Origin", "http://evil.example")], true),
    ("POST", [], true),
    ("POST", [("Sec-Fetch-Site", "same-origin")], true),
    ("POST", [("Sec-Fetch-Site", "none")], true),
    ("POST", [("Sec-Fetch-Site", "cross-site")], false),
    ("PUT", [("Sec-Fetch-Site", "same-site")], false),
    ("DELETE", [("Origin", "http://evil.example")], false),
    ("PATCH", [("Origin", "null")], false),
    ("POST", [("Origin", "http://localhost:8080")], true),
    ("POST", [("Origin", "http://localhost:8081")], false),
    ("POST", [("Origin", "http://localhost")], false),
    ("POST", [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://proxy.example")], true),
    ("POST", [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost:8080")], false),
  ])
  func origins(_ method: String, _ headers: [(String, String)], _ passes: Bool) {
    let fields = [HeaderField("Host", "localhost:8080")] + headers.map { HeaderField($0.0, $0.1) }
    let response = answer(Request(method: method, target: "/", headers: HeaderFields(fields)))
    #expect(response?.status == (passes ? 200 : 403))
  }

  @Test func aDefaultPortNeedNotBeNamed() {
    let headers: HeaderFields = ["Host": "localhost", "Origin": "https://localhost:443"]
    #expect(answer(Request(method: "POST", target: "/", headers: headers))?.status == 200)
  }

  @Test(arguments: [
    ("POST", "application/json", 200), ("POST", "Application/JSON; charset=utf-8", 200), ("POST", "text/plain", 415),
    ("PUT", "application/x-www-form-urlencoded", 415), ("POST", nil, 415), ("GET", "text/plain", 200),
  ])
  func bodiesAreJSON(_ method: String, _ type: String?, _ status: Int) {
    let headers = HeaderFields(type.map { [HeaderField("Content-Type", $0)] } ?? [])
    #expect(answer(Request(method: method, target: "/", headers: headers, body: [0x7B, 0x7D]))?.status == status)
    #expect(answer(Request(method: method, target: "/", headers: headers))?.status == 200, "no body, no type")
  }
}
