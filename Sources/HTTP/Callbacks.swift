internal import CMicroHTTPD

/// What libmicrohttpd calls, each on the thread that owns the connection.
///
/// Global constants of a `@Sendable` C type: a closure written in `main.swift` would belong to the main actor and trap.
enum Callbacks {
  typealias Target =
    @convention(c) @Sendable (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) ->
    UnsafeMutableRawPointer?

  private static func core(_ context: UnsafeMutableRawPointer?) -> ServerCore {
    Unmanaged<ServerCore>.fromOpaque(context!).takeUnretainedValue()
  }

  /// A connection opened or is about to close.
  static let connection: MHD_NotifyConnectionCallback = { context, connection, slot, event in
    let core = core(context)
    if event == .CONNECTION_NOTIFY_STARTED {
      let opened = core.monitor.opened(
        socket: http_connection_socket(connection), client: Connection.text(of: http_client_address(connection)),
        deadline: core.headDeadline)
      core.counting.connection(1)
      slot!.pointee = Unmanaged.passRetained(opened).toOpaque()
    } else if let pointer = slot!.pointee {
      core.monitor.closed(Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue())
      core.counting.connection(-1)
    }
  }

  /// The request line is here. What it returns is the request's context: `completed` is called for it in any case.
  static let target: Target = { context, target, connection in
    let opened = Unmanaged<Connection>.fromOpaque(http_connection_context(connection)).takeUnretainedValue()
    let exchange = Exchange(core: core(context), connection: opened, target: String(cString: target!))
    return Unmanaged.passRetained(exchange).toOpaque()
  }

  static let handle: MHD_AccessHandlerCallback = { _, connection, _, method, _, upload, size, slot in
    let exchange = Unmanaged<Exchange>.fromOpaque(slot!.pointee!).takeUnretainedValue()
    return exchange.proceed(ConnectionHandle(pointer: connection!), method: method!, upload: upload, size: size!)
  }

  static let completed: MHD_RequestCompletedCallback = { _, _, slot, code in
    guard let pointer = slot!.pointee else { return }
    slot!.pointee = nil
    Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue().completed(code)
  }
}

extension HeaderFields {
  /// The lines of a request's head, copied: the library's own go with the connection.
  init(of connection: ConnectionHandle) {
    self.init()
    // What a browser sends, and what malloc keeps at hand.
    reserve(bytes: 960, lines: 16)
    withUnsafeMutablePointer(to: &self) { fields in
      _ = MHD_get_connection_values_n(connection.pointer, .HEADER_KIND, appendLine, fields)
    }
  }
}

private let appendLine: MHD_KeyValueIteratorN = { fields, _, name, nameSize, value, valueSize in
  fields!.assumingMemoryBound(to: HeaderFields.self).pointee.append(
    name: UnsafeRawBufferPointer(start: name, count: nameSize),
    value: UnsafeRawBufferPointer(start: value, count: valueSize))
  return .YES
}
