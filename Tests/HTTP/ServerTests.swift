import Glibc
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Plain {
    @Test func keepAlive() throws {
      let server = try TestServer()
      let client = try server.client()
      for _ in 0..<3 { #expect(try client.get("/hello").text == "hello") }
      #expect(try client.get("/echo", method: "POST", body: "{}").text == "{}")
      #expect(try client.get("/echo", method: "POST", body: "").text == "")
      #expect(try client.get("/hello").text == "hello")
      #expect(server.server.counters.connections == 1)
      eventually { server.server.counters.requestsByClass == [0, 6, 0, 0, 0] }
    }

    @Test func targetsArriveUndecoded() throws {
      let server = try TestServer()
      let client = try server.client()
      let answer = try client.get("/echo/a%2Fb/..%2e?q=%41%2B+x&z=%00")
      #expect(answer.text == "/echo/a%2Fb/..%2e?q=%41%2B+x&z=%00 a/b/... A+ x")
      #expect(try client.get("/echo/a/../b").status == 400)
      #expect(try client.get("/echo/a%00b").status == 400)
    }

    @Test func everyAnswerCarriesTheSafetyHeaders() throws {
      let server = try TestServer()
      let client = try server.client()
      for target in ["/hello", "/none", "/file"] {
        let answer = try client.get(target)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Referrer-Policy") == "no-referrer")
        #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
        #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
        let policy = try #require(answer.header("Content-Security-Policy"))
        #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
      }
    }

    @Test func headHasTheHeadersOfGetAndNoBody() throws {
      let server = try TestServer()
      let client = try server.client()
      for (target, length) in [("/hello", "5"), ("/file", "20000"), ("/json", "5000")] {
        let answer = try client.get(target, method: "HEAD")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Length") == length)
      }
      #expect(try client.get("/hello").text == "hello")
    }

    @Test(arguments: ["/file", "/json"])
    func unchanged(_ target: String) throws {
      let server = try TestServer()
      let client = try server.client()
      let etag = try #require(try client.get(target).header("ETag"))
      let answer = try client.get(target, ["If-None-Match: \(etag)"])
      #expect(answer.status == 304)
      #expect(answer.header("ETag") == etag)
      #expect(answer.header("Content-Length") != "0")
      let gzip = try client.get(target, ["If-None-Match: \(etag)", "Accept-Encoding: gzip"])
      #expect(gzip.status == 304)
      #expect(gzip.header("Content-Length") != "0")
      #expect(try client.get("/hello").text == "hello")
    }

    @Test func ranges() throws {
      let server = try TestServer()
      let client = try server.client()
      let middle = try client.get("/file", ["Range: bytes=1000-1999"])
      #expect(middle.status == 206)
      #expect(middle.header("Content-Range") == "bytes 1000-1999/20000")
      #expect(middle.body == Array(TestServer.small[1000..<2000]))
      #expect(try client.get("/file", ["Range: bytes=-10"]).body == Array(TestServer.small.suffix(10)))
      #expect(try client.get("/json", ["Range: bytes=0-4"]).text == "[1,2]")
      let none = try client.get("/file", ["Range: bytes=20000-"])
      #expect(none.status == 416)
      #expect(none.header("Content-Range") == "bytes */20000")
      #expect(try client.get("/file").body == TestServer.small)
    }

    @Test func aLargeFileArrivesWhole() throws {
      let server = try TestServer()
      let client = try server.client()
      #expect(try client.get("/large").body == TestServer.large)
      eventually { server.server.counters.bytesSent == TestServer.large.count }
    }

    /// Else the last packet of an answer would wait until the client acknowledged all before it.
    @Test func noPacketIsHeldBack() throws {
      let server = try TestServer()
      let client = try server.client()
      #expect(try client.get("/large", ["Range: bytes=0-999999"]).status == 206)
      try expectNothingHeldBack(by: server)
      // In the middle of a file the library would cork the socket.
      client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.head().status == 200)
      try expectNothingHeldBack(by: server)
    }

    private func expectNothingHeldBack(by server: TestServer) throws {
      let sockets = (Int32(3)..<1024).filter { descriptor in
        var (peer, size) = (sockaddr(), socklen_t(MemoryLayout<sockaddr>.size))
        return localPort(descriptor) == server.server.port && getpeername(descriptor, &peer, &size) == 0
      }
      let socket = try #require(sockets.first)
      #expect(sockets.count == 1)
      #expect(option(TCP_NODELAY, of: socket) == 1)
      #expect(option(TCP_CORK, of: socket) == 0)
    }

    private func option(_ name: Int32, of socket: Int32) -> Int32 {
      var (value, size) = (Int32(-1), socklen_t(MemoryLayout<Int32>.size))
      getsockopt(socket, Int32(IPPROTO_TCP), name, &value, &size)
      return value
    }

    /// libmicrohttpd would send pieces of 128 KB; what is sent at once must end where the part ends.
    @Test func partsOfALargeFile() throws {
      let server = try TestServer()
      let client = try server.client()
      let piece = 128 << 10
      let lengths = [piece - 1, piece, piece + 1, piece + 4095, piece + 4096, piece + 4097, 3 * piece, 4_000_000]
      for (length, start) in lengths.flatMap({ length in [0, 5, 12_000_000].map { (length, $0) } }) {
        let part = try client.get("/large", ["Range: bytes=\(start)-\(start + length - 1)"])
        #expect(part.status == 206)
        #expect(part.body == Array(TestServer.large[start..<start + length]), "\(length) bytes from \(start) on")
      }
      #expect(try client.get("/hello").text == "hello")
    }

    @Test func gzip() throws {
      let server = try TestServer()
      let answer = try server.client().get("/json", ["Accept-Encoding: gzip, br"])
      #expect(answer.header("Content-Encoding") == "gzip")
      #expect(try gunzip(answer.body) == Array(String(repeating: "[1,2]", count: 1000).utf8))
    }

    @Test func pipelining() throws {
      let server = try TestServer()
      let client = try server.client()
      let get = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"
      let post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n[1]"
      client.send(get + post + get + post)
      #expect(try (0..<4).map { _ in try client.answer().text } == ["hello", "[1]", "hello", "[1]"])
    }

    @Test func chunkedBodies() throws {
      let server = try TestServer()
      let client = try server.client()
      client.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n")
      #expect(try client.answer().text == "[1,2]")
      #expect(try client.get("/hello").text == "hello")
    }

    @Test func theClientsAddressIsKnown() throws {
      let server = try TestServer(handler: { .now(.text($0.client)) })
      #expect(try server.client().get("/").text == "127.0.0.1")
    }

    @Test func aPortInUseSaysSo() throws {
      let server = try TestServer()
      var configuration = ServerConfiguration()
      configuration.port = server.server.port
      let error = #expect(throws: ServerError.self) {
        _ = try Server(configuration: configuration) { _ in .now(Response()) }
      }
      #expect(error?.code == .addressInUse)
      #expect(error?.message.contains("\(server.server.port)") == true)
    }

    @Test(arguments: ["203.0.113.1", "no.such.host.invalid", "300.1.1.1"])
    func aHostThatIsNotOursSaysSo(_ host: String) throws {
      var configuration = ServerConfiguration()
      (configuration.host, configuration.port) = (host, 0)
      let error = #expect(throws: ServerError.self) {
        _ = try Server(configuration: configuration) { _ in .now(Response()) }
      }
      #expect(error?.code == .badAddress)
    }

    @Test func localhostIsAHost() throws {
      let server = try TestServer({ $0.host = "localhost" })
      #expect(try server.client().get("/hello").text == "hello")
    }
  }
}
