internal import CMicroHTTPD
internal import Glibc

/// Opens the socket that libmicrohttpd is handed: bound here, so that an address in use is told from a bad one.
enum ListeningSocket {
  static func open(host: String, port: Int) throws(ServerError) -> (descriptor: Int32, port: Int) {
    let addresses = try resolve(host, port)
    defer { freeaddrinfo(addresses) }
    let address = preferred(addresses)
    let descriptor = socket(address.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | socketFlags, 0)
    guard descriptor >= 0 else { throw failure(host, port, errno) }
    var on: Int32 = 1
    // A restart would otherwise wait for the old connections' TIME_WAIT.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0, listen(descriptor, 511) == 0
    else {
      let code = errno
      close(descriptor)
      throw failure(host, port, code)
    }
    return (descriptor, port == 0 ? boundPort(descriptor) : port)
  }

  private static let socketFlags = Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)

  private static func resolve(_ host: String, _ port: Int) throws(ServerError) -> UnsafeMutablePointer<addrinfo> {
    guard (0...65535).contains(port) else {
      throw ServerError(code: .badAddress, message: "\(port) is no port", hint: "use 0 to 65535; 0 picks a free one")
    }
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &found)
    guard code == 0, let found else {
      throw ServerError(
        code: .badAddress, message: "cannot listen on host \"\(host)\": \(String(cString: gai_strerror(code)))",
        hint: "use an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    }
    return found
  }

  /// A name such as `localhost` may stand for both families; every client can reach the IPv4 one.
  private static func preferred(_ addresses: UnsafeMutablePointer<addrinfo>) -> UnsafeMutablePointer<addrinfo> {
    var next: UnsafeMutablePointer<addrinfo>? = addresses
    while let address = next {
      if address.pointee.ai_family == AF_INET { return address }
      next = address.pointee.ai_next
    }
    return addresses
  }

  private static func failure(_ host: String, _ port: Int, _ code: Int32) -> ServerError {
    switch code {
    case EADDRINUSE:
      ServerError(
        code: .addressInUse, message: "port \(port) on \(host) is in use by another program",
        hint: "stop it (`ss -ltnp 'sport = :\(port)'` names it) or choose another port; 0 picks a free one")
    case EACCES, EPERM:
      ServerError(
        code: .notPermitted, message: "port \(port) on \(host) is not permitted", hint: "use a port above 1023")
    case EADDRNOTAVAIL:
      ServerError(
        code: .badAddress, message: "\(host) is no address of this machine",
        hint: "use 127.0.0.1 for this machine only or 0.0.0.0 for the network")
    default:
      ServerError(
        code: .failed, message: "cannot listen on \(host) port \(port): \(String(cString: strerror(code)))",
        hint: "check the host and port in the configuration")
    }
  }

  private static func boundPort(_ descriptor: Int32) -> Int {
    // The port is the second field of an address of either family, in network order.
    var address = [UInt8](repeating: 0, count: 128)
    var size = socklen_t(address.count)
    let code = address.withUnsafeMutableBytes { bytes in
      getsockname(descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
    }
    return code == 0 ? Int(address[2]) << 8 | Int(address[3]) : 0
  }
}
