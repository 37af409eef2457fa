import Foundation
import Synchronization
import Testing

@testable import HTTP

extension OverTheSocket {
  /// Small files are kept by their tag: what is sent must be what the handler means, each time.
  @Suite struct Kept {
    /// Serves `/picture…` as a file of this text with this tag.
    private final class Picture: Sendable {
      let state = Mutex((text: "one", tag: "\"1\""))

      func reply(_ request: Request) -> Reply? {
        guard request.rawTarget.hasPrefix("/picture") else { return nil }
        let (text, tag) = state.withLock { $0 }
        let path = FileManager.default.temporaryDirectory.appending(path: "kept-\(UUID())").path
        try? Data("\(text) of \(request.rawTarget)".utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        let headers = [HeaderField("ETag", tag), HeaderField("Content-Type", "image/png")]
        let size = Int64(text.utf8.count + 4 + request.rawTarget.utf8.count)
        return .now(
          Response(headers: headers, body: .file(FileBody(descriptor: open(path, O_RDONLY), size: size))))
      }
    }

    @Test func anotherTagIsAnotherAnswer() throws {
      let picture = Picture()
      let server = try TestServer(handler: picture.reply)
      let client = try server.client()
      for _ in 0..<3 { #expect(try client.get("/picture").text == "one of /picture") }
      #expect(server.server.core.kept.count == 1)
      picture.state.withLock { $0 = ("two", "\"2\"") }
      for _ in 0..<3 { #expect(try client.get("/picture").text == "two of /picture") }
      #expect(try client.get("/picture", ["If-None-Match: \"2\""]).status == 304)
      #expect(try client.get("/picture", ["If-None-Match: \"1\""]).text == "two of /picture")
    }

    @Test func theSameTagOfAnotherTargetIsAnotherAnswer() throws {
      let picture = Picture()
      let server = try TestServer(handler: picture.reply)
      let client = try server.client()
      for target in ["/picture?a", "/picture?b", "/picture?a"] {
        #expect(try client.get(target).text == "one of \(target)")
      }
    }

    @Test func anAnswerToTheOneIsNotGivenToTheOther() throws {
      let picture = Picture()
      let server = try TestServer(handler: picture.reply)
      let client = try server.client()
      #expect(try client.get("/picture").text == "one of /picture")
      #expect(try client.get("/picture", ["Range: bytes=0-2"]).text == "one")
      #expect(try client.get("/picture", method: "HEAD").header("Content-Length") == "15")
      #expect(try client.get("/picture", ["If-None-Match: \"1\""]).status == 304)
      let whole = try client.get("/picture")
      #expect(whole.status == 200 && whole.text == "one of /picture" && whole.header("ETag") == "\"1\"")
    }

    @Test func aWeakTagPromisesNothing() throws {
      let picture = Picture()
      picture.state.withLock { $0.tag = "W/\"1\"" }
      let server = try TestServer(handler: picture.reply)
      let client = try server.client()
      #expect(try client.get("/picture").text == "one of /picture")
      picture.state.withLock { $0.text = "two" }
      #expect(try client.get("/picture").text == "two of /picture")
    }

    /// A handler that tells the tag beforehand is asked for the rest only once.
    @Test func whatIsKeptIsNotMadeAgain() throws {
      let picture = Picture()
      let made = Mutex(0)
      let server = try TestServer(handler: { request in
        let validity = Validity(etag: picture.state.withLock { $0.tag }, cacheControl: "no-cache")
        return .unlessKept(validity) {
          made.withLock { $0 += 1 }
          guard case .now(var response) = picture.reply(request) else { return .now(.text("")) }
          response[header: "Cache-Control"] = "no-cache"
          return .now(response)
        }
      })
      let client = try server.client()
      for _ in 0..<3 { #expect(try client.get("/picture").text == "one of /picture") }
      for _ in 0..<3 { #expect(try client.get("/picture", ["If-None-Match: \"1\""]).status == 304) }
      #expect(try client.get("/picture", ["If-None-Match: \"0\""]).text == "one of /picture")
      #expect(made.withLock { $0 } == 2)
      #expect(try client.get("/picture", ["Range: bytes=0-2"]).text == "one")
      #expect(try client.get("/picture", method: "HEAD").header("Content-Length") == "15")
      #expect(made.withLock { $0 } == 4)
      picture.state.withLock { $0 = ("two", "\"2\"") }
      #expect(try client.get("/picture", ["If-None-Match: \"1\""]).text == "two of /picture")
    }

    @Test func whatIsKeptIsBounded() throws {
      let picture = Picture()
      let server = try TestServer({ $0.keptLimit = 100_000 }, handler: picture.reply)
      let client = try server.client()
      for index in 0..<200 { _ = try client.get("/picture?\(index)") }
      // At 2 KB and a little each.
      #expect((1...50).contains(server.server.core.kept.count))
      #expect(try client.get("/picture?199").text == "one of /picture?199")
    }
  }
}
