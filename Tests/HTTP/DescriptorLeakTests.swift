import Foundation
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Descriptors {
    /// Open sockets and the served file: other suites run beside this one, but open neither.
    private func count(_ file: URL) throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
        let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) ?? ""
        return target.hasPrefix("socket:") || target == file.path
      }.count
    }

    private func mixedRequests(_ server: TestServer) throws {
      let client = try server.client()
      _ = try client.get("/file")
      _ = try client.get("/file", method: "HEAD")
      _ = try client.get("/file", ["If-None-Match: \"f\""])
      _ = try client.get("/file", ["Range: bytes=5-9"])
      _ = try client.get("/file", ["Range: bytes=99999-"])
      _ = try client.get("/none")
      for target in ["/file", "/large", "/later", "/events"] {
        let aborted = try server.client()
        aborted.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        aborted.leave()
      }
      try server.client().send("GET /fi")
      try server.client().send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
    }

    @Test func noneIsLeft() throws {
      let (answers, events) = (LaterAnswers(), TestEvents())
      // A client that left in the middle of a body, or right after its request, may be seen by a deadline only: its end
      // came together with its last bytes, and the library, which is told of changes, reads no further.
      let server = try TestServer(
        { ($0.headerSeconds, $0.bodySeconds, $0.idleSeconds) = (4, 4, 4) },
        handler: { request in
          switch request.rawTarget {
          case "/later": answers.reply
          case "/events": events.subscribe()
          default: nil
          }
        })
      let before = try count(server.file)
      for _ in 0..<40 { try mixedRequests(server) }
      eventually { (try? count(server.file)) == before && server.server.counters.connections == 0 }
      #expect(events.open == 0)
      #expect(answers.cancelled == answers.waiting)
    }

    @Test func aStoppedServerLeavesNone() throws {
      func all() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
          let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) ?? ""
          return target.hasPrefix("socket:") || target.contains("eventpoll") || target.contains("eventfd")
        }.count
      }
      let before = try all()
      for _ in 0..<5 {
        let server = try TestServer()
        #expect(try server.client().get("/hello").text == "hello")
        server.server.stop()
      }
      #expect(try all() == before)
    }
  }
}
