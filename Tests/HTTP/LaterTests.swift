import Glibc
import Testing

@testable import HTTP

extension OverTheSocket {
  @Suite struct Later {
    private let answers = LaterAnswers()

    private func server(stopSeconds: Double = 5) throws -> TestServer {
      try TestServer(
        { $0.stopSeconds = stopSeconds }, handler: { [answers] in $0.rawTarget == "/later" ? answers.reply : nil })
    }

    @Test(arguments: ["GET", "POST"])
    func anAnswerFromAnotherThread(_ method: String) throws {
      let server = try server()
      let clients = try (0..<20).map { _ in try server.client() }
      for client in clients { client.send("\(method) /later HTTP/1.1\r\nHost: localhost\r\n\r\n") }
      eventually { answers.waiting == 20 }
      #expect(try server.client().get("/hello").text == "hello", "waiting requests hold up no other")
      answers.answer(.text("later"))
      for client in clients {
        #expect(try client.answer().text == "later")
        #expect(try client.get("/hello").text == "hello", "the connection lives on")
      }
      #expect(answers.cancelled == 0)
    }

    @Test func anAnswerBeforeTheHandlerReturns() throws {
      let server = try TestServer(handler: { _ in
        .later { answer in
          answer(.text("first"))
          answer(.text("second"))
          return .none
        }
      })
      let client = try server.client()
      for _ in 0..<10 { #expect(try client.get("/").text == "first") }
    }

    @Test func theProducerIsToldWhenTheClientLeft() throws {
      let server = try server()
      let clients = try (0..<10).map { _ in try server.client() }
      for client in clients { client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n") }
      eventually { answers.waiting == 10 }
      for client in clients { client.leave() }
      eventually { answers.cancelled == 10 && server.server.counters.connections == 0 }
      answers.answer(.text("nobody reads this"))
      #expect(try server.client().get("/hello").text == "hello")
    }

    @Test func stoppingWaitsForAnAnswer() throws {
      let server = try server(stopSeconds: 20)
      let client = try server.client()
      client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
      eventually { answers.waiting == 1 }
      let thread = Background { server.server.stop() }
      eventually { !server.isListening }
      answers.answer(.text("in time"))
      #expect(try client.answer().text == "in time")
      thread.join()
      #expect(answers.cancelled == 0)
    }

    @Test func stoppingDoesNotWaitForEver() throws {
      let server = try server(stopSeconds: 0.1)
      let client = try server.client()
      client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
      eventually { answers.waiting == 1 }
      server.server.stop()
      #expect(try client.answer().status == 503)
      #expect(answers.cancelled == 1)
      answers.answer(.text("too late"))
    }
  }
}
