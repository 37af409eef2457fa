import Foundation
import Synchronization
import Testing

@testable import HTTP

/// Tests over a real socket. One after the other: some count the process's descriptors.
@Suite(.serialized) struct OverTheSocket {}

/// A server with a few routes, for the length of a test.
final class TestServer: Sendable {
  let server: Server
  /// 20,000 bytes that tell their place.
  static let small = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 ^ ($0 >> 8)) }
  /// More than the sockets' buffers hold. Bytes that tell their place: no part is like another.
  static let large = (0..<2_000_000).map { (place: UInt64) in (place &+ 1) &* 0x9E37_79B9_7F4A_7C15 }
    .withUnsafeBytes { Array($0) }

  let file: URL

  init(
    _ change: (inout ServerConfiguration) -> Void = { _ in },
    handler: @escaping @Sendable (Request) -> Reply? = { _ in nil }
  ) throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    change(&configuration)
    file = FileManager.default.temporaryDirectory.appending(path: "http-\(UUID())")
    try Data(Self.small).write(to: file)
    let router = Self.router(file.path)
    server = try Server(configuration: configuration) { handler($0) ?? router.reply(to: $0) }
  }

  deinit {
    server.stop()
    for path in [file.path, file.path + "-large"] { try? FileManager.default.removeItem(atPath: path) }
  }

  var isListening: Bool { TestClient.canConnect(to: server.port) }

  func client() throws -> TestClient { try TestClient(port: server.port) }

  private static func router(_ file: String) -> Router {
    Router(routes: [
      Route("GET", "/hello") { _ in .now(.text("hello")) },
      Route("POST", "/echo") { .now(.json($0.body)) },
      Route("GET", "/echo/{path...}") { request in
        .now(.text("\(request.rawTarget) \(request.parameter("path") ?? "-") \(request.first("q") ?? "-")"))
      },
      Route("GET", "/file") { _ in .now(fileResponse(file)) },
      Route("GET", "/large") { _ in
        let large = file + "-large"
        if access(large, F_OK) != 0 { try? Data(Self.large).write(to: URL(filePath: large)) }
        return .now(fileResponse(large))
      },
      Route("GET", "/json") { _ in
        var response = Response.json(Array(String(repeating: "[1,2]", count: 1000).utf8))
        response[header: "ETag"] = "\"j\""
        return .now(response)
      },
    ])
  }

  static func fileResponse(_ path: String) -> Response {
    let descriptor = open(path, O_RDONLY)
    var status = stat()
    fstat(descriptor, &status)
    return Response(
      headers: [HeaderField("ETag", "\"f\""), HeaderField("Content-Type", "image/png")],
      body: .file(FileBody(descriptor: descriptor, size: Int64(status.st_size))))
  }
}

/// Of a socket of this process; 0 of any other descriptor.
func localPort(_ socket: Int32) -> Int {
  var address = [UInt8](repeating: 0, count: 128)
  var size = socklen_t(address.count)
  _ = address.withUnsafeMutableBytes {
    getsockname(socket, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
  }
  return Int(address[2]) << 8 | Int(address[3])
}

/// Waits for what other threads do. No timing is asserted: the limit only ends a test that fails anyway.
func eventually(_ condition: () -> Bool, _ location: SourceLocation = #_sourceLocation) {
  for _ in 0..<10_000 {
    if condition() { return }
    usleep(2000)
  }
  Issue.record("it never came true", sourceLocation: location)
}

/// Answers that the test gives when it likes.
final class LaterAnswers: Sendable {
  private let state = Mutex<(waiting: [@Sendable (Response) -> Void], cancelled: Int)>(([], 0))

  var reply: Reply {
    .later { answer in
      self.state.withLock { $0.waiting.append(answer) }
      return Cancellation { self.state.withLock { $0.cancelled += 1 } }
    }
  }

  var waiting: Int { state.withLock { $0.waiting.count } }
  var cancelled: Int { state.withLock { $0.cancelled } }

  func answer(_ response: Response) {
    for answer in state.withLock({ $0.waiting }) { answer(response) }
  }
}

/// A producer of events with a queue per client.
final class TestEvents: Sendable {
  private struct State {
    var queues: [Int: [UInt8]] = [:]
    var streams: [Int: EventStream] = [:]
    var opened = 0
    var pulls = 0
  }

  private let state = Mutex(State())

  func subscribe() -> Reply {
    let name = state.withLock { state in
      state.opened += 1
      state.queues[state.opened] = []
      return state.opened
    }
    let stream = EventStream(
      next: {
        self.state.withLock { state in
          state.pulls += 1
          defer { state.queues[name] = [] }
          return state.queues[name] ?? []
        }
      },
      closed: {
        self.state.withLock { state in
          state.queues[name] = nil
          state.streams[name] = nil
        }
      })
    state.withLock { $0.streams[name] = stream }
    return .now(.events(stream))
  }

  var open: Int { state.withLock { $0.queues.count } }
  var pulls: Int { state.withLock { $0.pulls } }

  func push(_ data: String) {
    state.withLock { state in
      for name in state.queues.keys {
        state.queues[name]! += ServerSentEvent.bytes(event: "test", data: Array(data.utf8))
        state.streams[name]?.wake()
      }
    }
  }

  func end() { for stream in state.withLock({ Array($0.streams.values) }) { stream.end() } }
}
