import Glibc
import Testing

/// A client that says exactly what the test says, byte for byte.
final class TestClient {
  struct Answer {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  private var descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    // A server that does not answer fails the test instead of hanging it.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    try #require(Self.connected(descriptor, port), "errno \(errno)")
  }

  static func canConnect(to port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return connected(descriptor, port)
  }

  private static func connected(_ descriptor: Int32, _ port: Int) -> Bool {
    var address: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo("127.0.0.1", String(port), nil, &address) == 0, let address else { return false }
    defer { freeaddrinfo(address) }
    return connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0
  }

  deinit { leave() }

  func leave() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// False when the server has closed.
  @discardableResult func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  func get(_ target: String, _ headers: [String] = [], method: String = "GET", body: String? = nil) throws -> Answer {
    let length = body.map { ["Content-Length: \($0.utf8.count)", "Content-Type: application/json"] } ?? []
    let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + headers + length
    send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    return try answer(bodyless: method == "HEAD")
  }

  // MARK: Reading

  /// False at the end of the stream, or when the connection was reset.
  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    return count > 0
  }

  /// What comes before the separator, which is dropped.
  func read(until separator: String) throws -> String {
    let separator = Array(separator.utf8)
    while true {
      if let range = received.firstRange(of: separator) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.lowerBound], as: UTF8.self)
      }
      try #require(receive(), "the connection ended after \(String(decoding: received.prefix(200), as: UTF8.self))")
    }
  }

  func read(_ count: Int) throws -> [UInt8] {
    while received.count < count { try #require(receive(), "the connection ended") }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  /// All that still comes until the server closes.
  func rest() -> [UInt8] {
    while receive() {}
    defer { received = [] }
    return received
  }

  func head() throws -> Answer {
    let lines = try read(until: "\r\n\r\n").components("\r\n")
    var answer = Answer(
      status: try #require(Int(lines[0].split(separator: " ").dropFirst().first ?? ""), "\(lines[0])"))
    for line in lines.dropFirst() {
      let parts = line.components(": ")
      answer.headers.append((parts[0], parts.dropFirst().joined(separator: ": ")))
    }
    return answer
  }

  func answer(bodyless: Bool = false) throws -> Answer {
    var answer = try head()
    if bodyless || answer.status == 304 || answer.status == 204 { return answer }
    if answer.header("Transfer-Encoding") == "chunked" {
      while let chunk = try chunk() { answer.body += chunk }
    } else if let length = answer.header("Content-Length").flatMap({ Int($0) }) {
      answer.body = try read(length)
    }
    return answer
  }

  /// One chunk of a chunked body; nil at its end.
  func chunk() throws -> [UInt8]? {
    let size = try #require(Int(try read(until: "\r\n"), radix: 16))
    let bytes = try read(size)
    _ = try read(until: "\r\n")
    return size == 0 ? nil : bytes
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
