import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct LoginFlow {
    @Test func aBrowserLogsIn() throws {
      let access = Guard(AccessConfiguration(token: "s3cret"))
      let server = try TestServer(handler: { request in access.reply(to: request) { _ in .now(.text("inside")) } })
      let client = try server.client()
      let page = try client.get("/runs?x=1", ["Accept: text/html"])
      #expect(page.status == 401)
      #expect(page.text.contains("<form method=\"post\" action=\"/login\">"))
      let form = "next=%2Fruns%3Fx%3D1&token=s3cret"
      client.send(
        """
        POST /login HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)
        """)
      let answer = try client.answer()
      #expect(answer.status == 303)
      #expect(answer.header("Location") == "/runs?x=1")
      let cookie = try #require(answer.header("Set-Cookie")).prefix { $0 != ";" }
      #expect(try client.get("/runs?x=1", ["Cookie: \(cookie)"]).text == "inside")
      #expect(try client.get("/runs?x=1").status == 401)
    }

    @Test func aPageOfAnotherSiteCannotLogIn() throws {
      let access = Guard(AccessConfiguration(token: "s3cret"))
      let server = try TestServer(handler: { request in access.reply(to: request) { _ in .now(.text("inside")) } })
      let client = try server.client()
      #expect(
        try client.get("/login", ["Origin: http://evil.example"], method: "POST", body: "token=s3cret").status == 403)
    }
  }
}
