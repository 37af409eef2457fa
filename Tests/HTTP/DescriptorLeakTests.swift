import Foundation
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Descriptors {
    private func descriptors() throws -> [(number: Int32, target: String)] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name in
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)") else {
          return nil
        }
        return Int32(name).map { ($0, target) }
      }
    }

    /// The server's sockets and the served file. Other suites run beside this one and open descriptors of their own.
    private func count(_ server: TestServer) throws -> Int {
      try descriptors().filter { $0.target.hasPrefix(server.file.path) || localPort($0.number) == server.server.port }
        .count
    }

    private func mixedRequests(_ server: TestServer) throws {
      let client = try server.client()
      _ = try client.get("/file")
      _ = try client.get("/file", method: "HEAD")
      _ = try client.get("/file", ["If-None-Match: \"f\""])
      _ = try client.get("/file", ["Range: bytes=5-9"])
      _ = try client.get("/file", ["Range: bytes=99999999-"])
      _ = try client.get("/none")
      for target in ["/file", "/large", "/later", "/events"] {
        let aborted = try server.client()
        aborted.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        aborted.leave()
      }
      try server.client().send("GET /fi")
      try server.client().send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
    }

    /// A head or body whose client left in its middle is seen by its deadline only: its end came together with its last
    /// bytes, and the library, which is told of changes, reads no further.
    @Test func noneIsLeft() throws {
      let (answers, events) = (LaterAnswers(), TestEvents())
      let server = try TestServer(
        { ($0.headerSeconds, $0.bodySeconds, $0.idleSeconds) = (5, 5, 5) },
        handler: { request in
          switch request.rawTarget {
          case "/later": answers.reply
          case "/events": events.subscribe()
          default: nil
          }
        })
      for _ in 0..<40 { try mixedRequests(server) }
      eventually { server.server.counters.connections == 0 }
      eventually { (try? count(server)) == 1 }
      #expect(events.open == 0)
      #expect(answers.cancelled == answers.waiting)
    }

    @Test func aStoppedServerLeavesNone() throws {
      let kinds = ["eventpoll", "eventfd"]
      func all() throws -> Int {
        try descriptors().filter { descriptor in kinds.contains { descriptor.target.contains($0) } }.count
      }
      let (before, servers) = (try all(), 30)
      for _ in 0..<servers {
        let server = try TestServer()
        #expect(try server.client().get("/hello").text == "hello")
        server.server.stop()
        #expect(try count(server) == 0)
      }
      #expect(try all() < before + servers, "each that stays would count")
    }
  }
}
