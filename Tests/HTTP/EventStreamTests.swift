import Glibc
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Events {
    private let events = TestEvents()

    private func server(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws -> TestServer {
      try TestServer(change, handler: { [events] in $0.rawTarget == "/events" ? events.subscribe() : nil })
    }

    private func listener(_ server: TestServer, receiveBuffer: Int32? = nil) throws -> TestClient {
      let client = try TestClient(port: server.server.port, receiveBuffer: receiveBuffer)
      client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let head = try client.head()
      #expect(head.header("Content-Type") == "text/event-stream")
      #expect(try client.chunk() == Array("retry: 2000\n\n".utf8))
      return client
    }

    private func text(_ client: TestClient) throws -> String? {
      try client.chunk().map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aPushReachesAHundredClients() throws {
      let server = try server()
      let clients = try (0..<100).map { _ in try listener(server) }
      #expect(server.server.counters.streams == 100)
      for push in ["1", "2"] {
        events.push(push)
        for client in clients { #expect(try text(client) == "event: test\ndata: \(push)\n\n") }
      }
      events.end()
      for client in clients {
        #expect(try text(client) == nil)
        #expect(try client.get("/hello").text == "hello")
      }
      eventually { events.open == 0 && server.server.counters.streams == 0 }
    }

    @Test func askingForTheHeadOfAStreamLeavesNoneOpen() throws {
      let server = try server()
      let client = try server.client()
      for _ in 0..<3 {
        #expect(try client.get("/events", method: "HEAD").header("Content-Type") == "text/event-stream")
      }
      eventually { events.open == 0 }
    }

    @Test func heartbeats() throws {
      let server = try server { $0.heartbeatSeconds = 0.05 }
      let client = try listener(server)
      for _ in 0..<3 { #expect(try text(client) == ": \n\n") }
      events.push("x")
      eventually { (try? text(client)) == "event: test\ndata: x\n\n" }
    }

    @Test func aClientThatLeftIsNoticed() throws {
      let server = try server()
      let stays = try listener(server)
      for _ in 0..<20 { try listener(server).leave() }
      eventually { events.open == 1 && server.server.counters.connections == 1 }
      events.push("x")
      #expect(try text(stays) == "event: test\ndata: x\n\n")
    }

    /// What the slow reader has not taken stays with the producer: it is not asked again until there is room.
    @Test func aSlowReaderIsNotPulled() throws {
      let server = try server()
      let slow = try listener(server, receiveBuffer: 4096)
      let quick = try listener(server)
      let large = String(repeating: "x", count: 100_000)
      for _ in 0..<200 {
        events.push(large)
        #expect(try text(quick) != nil)
        while try text(quick)?.hasSuffix("\n\n") == false {}
      }
      let before = events.pulls
      events.push("last")
      while try text(quick) != "event: test\ndata: last\n\n" {}
      #expect(events.pulls - before <= 4, "only the quick one was asked")
      slow.leave()
      eventually { events.open == 1 }
    }

    @Test func stoppingEndsOpenStreams() throws {
      let server = try server()
      let clients = try (0..<50).map { _ in try listener(server) }
      server.server.stop()
      for client in clients { #expect(try text(client) == nil) }
      #expect(events.open == 0)
    }

    @Test func stoppingDoesNotWaitForAStuckReader() throws {
      let server = try server { $0.stopSeconds = 0.2 }
      let slow = try listener(server, receiveBuffer: 4096)
      events.push(String(repeating: "x", count: 20_000_000))
      eventually { server.server.counters.bytesSent > 100_000 }
      server.server.stop()
      #expect(events.open == 0)
      slow.leave()
    }

    @Test func headOfAStreamEndsAtOnce() throws {
      let server = try server()
      let client = try server.client()
      #expect(try client.get("/events", method: "HEAD").status == 200)
      #expect(try client.get("/hello").text == "hello")
    }
  }
}

/// A thread that the test waits for.
final class Background {
  private var thread = pthread_t()

  init(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().body()
        return nil
      }, context)
  }

  func join() { pthread_join(thread, nil) }

  private final class Body: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
