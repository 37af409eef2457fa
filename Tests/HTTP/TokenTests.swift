import Synchronization
import Testing

@testable import HTTP

@Suite struct TokenTests {
  private final class Time: Sendable {
    let milliseconds = Mutex<UInt64>(1_000)
    func pass(_ seconds: UInt64) { milliseconds.withLock { $0 += seconds * 1000 } }
  }

  private let time = Time()
  private let access: Guard

  init() {
    access = Guard(
      AccessConfiguration(token: "s3cret"), machine: "box", now: { [time] in time.milliseconds.withLock { $0 } })
  }

  private func answer(_ request: Request) -> Response {
    access.reply(to: request) { _ in .now(.text("passed")) }.response!
  }

  private func get(_ headers: HeaderFields, client: String = "1.2.3.4") -> Response {
    answer(Request(target: "/a?b=%22", headers: headers, client: client))
  }

  private func login(_ form: String, client: String = "1.2.3.4") -> Response {
    let headers: HeaderFields = ["Content-Type": "application/x-www-form-urlencoded"]
    return answer(
      Request(method: "POST", target: "/login", headers: headers, body: Array(form.utf8), client: client))
  }

  @Test(arguments: [
    ("Bearer s3cret", 200), ("bearer  s3cret", 200), ("Bearer s3cre", 401), ("Bearer s3crets3cret", 401),
    ("Bearer s3creT", 401), ("Bearer ", 401), ("Basic s3cret", 401),
  ])
  func bearer(_ header: String, _ status: Int) { #expect(get(["Authorization": header]).status == status) }

  @Test func programsAreToldInJSONAndBrowsersShownThePage() {
    #expect(get(["Accept": "*/*"]).errorCode == "unauthorized")
    let page = get(["Accept": "text/html,*/*"])
    #expect(page.status == 401)
    #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
    #expect(page.text.contains("value=\"/a?b=%22\""))
    let post = Request(method: "POST", target: "/a", headers: ["Accept": "text/html"])
    #expect(answer(post).errorCode == "unauthorized")
  }

  @Test func aSessionOpensWhatTheTokenOpens() throws {
    let response = login("token=s3cret&next=%2Fruns%3Fx%3D1")
    #expect(response.status == 303)
    #expect(response[header: "Location"] == "/runs?x=1")
    let cookie = try #require(response[header: "Set-Cookie"])
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(part)) }
    #expect(!cookie.contains("s3cret"))
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(get(["Cookie": "other=1; \(pair)"]).text == "passed")
    #expect(get(["Cookie": pair + "x"]).status == 401)
    #expect(get(["Cookie": "checkpoint_sampler_session=s3cret"]).status == 401)
    time.pass(UInt64(Sessions.seconds) + 1)
    #expect(get(["Cookie": pair]).status == 401)
  }

  @Test(arguments: [
    ("/a/b", "/a/b"), ("//evil.example", "/"), ("/%5Cevil.example", "/"), ("https://evil.example", "/"), ("", "/"),
    ("/a%0D%0AX: y", "/"), ("/login", "/"),
  ])
  func redirectsStayHere(_ next: String, _ location: String) {
    #expect(login("token=s3cret&next=\(next)")[header: "Location"] == location)
  }

  @Test func aWrongTokenShowsThePageAgain() {
    let response = login("token=wrong&next=/a%22%3E%3Cscript%3E")
    #expect(response.status == 401)
    #expect(response.text.contains("role=\"alert\""))
    #expect(!response.text.contains("<script>"))
    #expect(response[header: "Set-Cookie"] == nil)
  }

  @Test func loginTakesAForm() {
    let json: HeaderFields = ["Content-Type": "application/json"]
    #expect(answer(Request(method: "POST", target: "/login", headers: json, body: [0x7B, 0x7D])).status == 415)
  }

  @Test func guessingIsSlow() {
    for _ in 0..<FailureLimit.failures { #expect(get(["Authorization": "Bearer x"]).status == 401) }
    let refused = get(["Authorization": "Bearer s3cret"])
    #expect(refused.status == 429)
    #expect(refused[header: "Retry-After"] == "60")
    #expect(login("token=s3cret").status == 429)
    #expect(get(["Authorization": "Bearer s3cret"], client: "1.2.3.5").status == 200, "another client")
    time.pass(61)
    #expect(get(["Authorization": "Bearer s3cret"]).status == 200)
  }

  @Test func aNetworkOfIPv6AddressesIsOneClient() {
    for index in 0..<FailureLimit.failures { _ = login("token=x", client: "2001:db8::\(index)") }
    #expect(login("token=s3cret", client: "2001:db8::ffff").status == 429)
    #expect(login("token=s3cret", client: "2001:db8:0:1::1").status == 303)
  }

  @Test func havingNoTokenIsNoGuess() {
    for _ in 0..<50 { _ = get([:]) }
    #expect(get(["Authorization": "Bearer s3cret"]).status == 200)
  }
}
