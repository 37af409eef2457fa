import Glibc
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Hostile {
    @Test(arguments: [
      "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
      "Content-Length: 3\r\nContent-Length: 40\r\n\r\nabc",
      "Content-Length: 40\r\nContent-Length: 3\r\n\r\nabc",
    ])
    func smugglingIsRefused(_ framing: String) throws {
      let server = try TestServer()
      for method in ["POST", "GET", "DELETE"] {
        let client = try server.client()
        let second = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.send("\(method) /echo HTTP/1.1\r\nHost: localhost\r\n\(framing)\(second)")
        #expect(try client.answer().status == 400)
        #expect(!String(decoding: client.rest(), as: UTF8.self).contains("hello"), "the second request was read")
      }
    }

    @Test func aBodyOverTheLimitIsRefused() throws {
      let server = try TestServer({ $0.bodyLimit = 1000 })
      let client = try server.client()
      let answer = try client.get("/echo", method: "POST", body: String(repeating: "1", count: 1001))
      #expect(answer.status == 413)
      let chunked = try server.client()
      let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
      chunked.send(head + "7d0\r\n" + String(repeating: "1", count: 2000) + "\r\n0\r\n\r\n")
      #expect(try chunked.answer().status == 413)
      let limit = try server.client().get("/echo", method: "POST", body: String(repeating: "1", count: 1000))
      #expect(limit.body.count == 1000)
    }

    @Test func anEndlessBodyIsCutOff() throws {
      let server = try TestServer({ $0.bodyLimit = 1000 })
      let client = try server.client()
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = "3e8\r\n" + String(repeating: "1", count: 1000) + "\r\n"
      var chunks = 0
      while client.send(chunk), chunks < 100_000 { chunks += 1 }
      #expect(chunks < 100_000)
    }

    @Test func aHeadOverTheLimitIsRefused() throws {
      let server = try TestServer()
      let client = try server.client()
      client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n")
      let answer = String(decoding: client.rest(), as: UTF8.self)
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
      #expect(try server.client().get("/hello").text == "hello")
    }

    /// Whether the server ends a connection on which one byte comes every hundredth of a second.
    private func isCutOff(_ client: TestClient) -> Bool {
      for _ in 0..<5000 {
        if !client.send("1") { return true }
        usleep(10_000)
      }
      return false
    }

    @Test func aSlowHeadIsCutOff() throws {
      let server = try TestServer({ $0.headerSeconds = 0.2 })
      let client = try server.client()
      client.send("GET /hello HTTP/1.1\r\n")
      #expect(isCutOff(client))
      eventually { server.server.counters.connections == 0 }
    }

    @Test func aSlowSecondHeadIsCutOffToo() throws {
      let server = try TestServer({ ($0.headerSeconds, $0.idleSeconds) = (0.1, 1) })
      let client = try server.client()
      #expect(try client.get("/hello").text == "hello")
      #expect(isCutOff(client))
    }

    @Test func aSlowBodyIsCutOff() throws {
      let server = try TestServer({ $0.bodySeconds = 0.2 })
      let client = try server.client()
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
      #expect(isCutOff(client))
    }

    @Test(arguments: ["\u{0}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
    func nonsenseEndsItsOwnConnectionOnly(_ bytes: String) throws {
      let server = try TestServer({ $0.headerSeconds = 0.2 })
      let client = try server.client()
      client.send(bytes)
      _ = client.rest()
      #expect(try server.client().get("/hello").text == "hello")
    }

    @Test func manyFiltersFit() throws {
      let server = try TestServer()
      let query = (0..<150).map { "filter.checkpoint=model-step\(1000 + $0)" }.joined(separator: "&")
      #expect(try server.client().get("/echo/a?\(query)&q=last").text.hasSuffix(" a last"))
    }
  }
}
