internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// One client's connection, from accept to close.
final class Connection: Sendable {
  let name: UInt64
  let socket: Int32
  let client: String
  /// When it is closed unless what we wait for has come; 0 while nothing is waited for.
  private let deadline: Atomic<UInt64>

  init(name: UInt64, socket: Int32, client: String, deadline: UInt64) {
    self.name = name
    self.socket = socket
    self.client = client
    self.deadline = Atomic(deadline)
  }

  func expect(by time: UInt64) { deadline.store(time, ordering: .relaxed) }

  func isOverdue(at time: UInt64) -> Bool {
    let deadline = deadline.load(ordering: .relaxed)
    return deadline != 0 && deadline < time
  }

  /// The numeric address of a client; an IPv4 client of a dual-stack socket is shown as what it is.
  static func text(of address: UnsafePointer<sockaddr>?) -> String {
    guard let address else { return "" }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let size = address.pointee.sa_family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    guard getnameinfo(address, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
      return ""
    }
    let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return name.hasPrefix("::ffff:") && name.contains(".") ? String(name.dropFirst(7)) : name
  }
}

/// libmicrohttpd's connection.
///
/// `@unchecked Sendable`: the one function called on it off its own thread is `MHD_resume_connection`, which the library
/// makes thread-safe; whoever holds a handle drops it, under a lock, before the request completes.
struct ConnectionHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// From the method to the empty line.
  var headSize: Int { http_head_size(pointer) }

  func suspend() { MHD_suspend_connection(pointer) }
  func resume() { MHD_resume_connection(pointer) }
}
