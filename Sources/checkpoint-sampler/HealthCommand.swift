import Configuration
import Glibc

/// `health`: asks the running server's /healthz. A container's HEALTHCHECK, so it needs no other program.
struct HealthCommand {
  private static let timeoutSeconds = 5

  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  func run() -> Int32 {
    guard let answer = ask() else {
      Console.error("checkpoint-sampler: no server answers on \(address):\(configuration.port)")
      return 1
    }
    guard answer.hasPrefix("HTTP/1.1 200") else {
      Console.error("checkpoint-sampler: the server says \(answer.prefix { $0 != "\r\n" })")
      return 1
    }
    let body = answer.split(separator: "\r\n\r\n", maxSplits: 1).last.map(String.init) ?? ""
    Console.print(body)
    return 0
  }

  /// A server that listens on every interface is asked on the loopback one.
  private var address: String {
    switch configuration.host {
    case "0.0.0.0", "": "127.0.0.1"
    case "::": "::1"
    default: configuration.host
    }
  }

  private func ask() -> String? {
    guard let socket = connected() else { return nil }
    defer { close(socket) }
    let token = configuration.access.token
    let authorization = token.isEmpty ? "" : "Authorization: Bearer \(token)\r\n"
    let host = address.contains(":") ? "[\(address)]" : address
    let request = "GET /healthz HTTP/1.1\r\nHost: \(host)\r\n\(authorization)Connection: close\r\n\r\n"
    guard Array(request.utf8).withUnsafeBytes({ send(socket, $0.baseAddress!, $0.count, Int32(MSG_NOSIGNAL)) }) > 0
    else { return nil }
    return readAll(socket)
  }

  private func connected() -> Int32? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(configuration.port), &hints, &found) == 0, let first = found else { return nil }
    defer { freeaddrinfo(first) }
    let socket = Glibc.socket(first.pointee.ai_family, first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return nil }
    var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    guard connect(socket, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
      close(socket)
      return nil
    }
    return socket
  }

  private func readAll(_ socket: Int32) -> String {
    var answer: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = recv(socket, &block, block.count, 0)
      guard count > 0 else { break }
      answer += block[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
