internal import CMicroHTTPD
internal import CSendFile
internal import Glibc

/// A plan in libmicrohttpd's hands.
struct OutgoingResponse {
  private let plan: ResponsePlan
  private let closing: Bool

  init(_ plan: ResponsePlan, closing: Bool) {
    self.plan = plan
    self.closing = closing
  }

  func queue(on connection: ConnectionHandle, stream: StreamFeed?) -> MHD_Result {
    guard let response = built(stream) else { return .NO }
    defer { MHD_destroy_response(response) }
    return MHD_queue_response(connection.pointer, UInt32(plan.status), response)
  }

  /// The same for what is sent again and again.
  func queue(on connection: ConnectionHandle, keeping kept: KeptResponses, as key: KeptResponses.Key) -> MHD_Result {
    if let (result, _) = kept.queue(key, on: connection) { return result }
    guard let response = built(nil) else { return .NO }
    let result = MHD_queue_response(connection.pointer, UInt32(plan.status), response)
    kept.keep(response, length: plan.sentLength, as: key)
    return result
  }

  private func built(_ stream: StreamFeed?) -> OpaquePointer? {
    guard let response = body(stream) else { return nil }
    for field in plan.headers {
      // Passed as they are, both would be copied into arrays first.
      field.name.withCString { name in
        field.value.withCString { value in _ = MHD_add_response_header(response, name, value) }
      }
    }
    for field in SecurityHeaders.missing(in: plan.headers) {
      field.name.withUTF8Buffer { name in
        field.value.withUTF8Buffer { value in
          // A static string ends with a NUL.
          _ = MHD_add_response_header(response, characters(name), characters(value))
        }
      }
    }
    if closing { MHD_add_response_header(response, "Connection", "close") }
    return response
  }

  private func characters(_ buffer: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar> {
    UnsafeRawPointer(buffer.baseAddress!).assumingMemoryBound(to: CChar.self)
  }

  private func body(_ stream: StreamFeed?) -> OpaquePointer? {
    switch plan.content {
    case .none: MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
    case .withheld(let length): unsent(length)
    case .bytes(let bytes): copied(bytes)
    case .file(let file, let offset, let length): sent(file, offset, length)
    // Of an unknown length the library would send the end mark of a body that never began, and the client would take it
    // for the next response.
    case .events: stream.map(streamed) ?? unsent(0)
    }
  }

  /// Tells the length of a body that never goes out. An empty body would say `Content-Length: 0`.
  private func unsent(_ length: Int64) -> OpaquePointer? {
    MHD_create_response_from_callback(UInt64(length), 1, endOfBody, nil, nil)
  }

  private func copied(_ bytes: ArraySlice<UInt8>) -> OpaquePointer? {
    bytes.withUnsafeBytes { buffer in
      MHD_create_response_from_buffer(
        buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
    }
  }

  private func sent(_ file: FileBody, _ offset: Int64, _ length: Int64) -> OpaquePointer? {
    guard let descriptor = file.take() else { return nil }
    if length <= FileBody.smallSize {
      defer { close(descriptor) }
      return read(descriptor, offset, Int(length))
    }
    send_file_until(descriptor, offset + length)
    let response = MHD_create_response_from_fd_at_offset64(UInt64(length), descriptor, UInt64(offset))
    if response == nil { close(descriptor) }
    return response
  }

  /// Nil when the file has become shorter since its size was told.
  private func read(_ descriptor: Int32, _ offset: Int64, _ length: Int) -> OpaquePointer? {
    guard let buffer = malloc(max(1, length)) else { return nil }
    let response =
      pread(descriptor, buffer, length, off_t(offset)) == length
      ? MHD_create_response_from_buffer(length, buffer, .RESPMEM_MUST_FREE) : nil
    if response == nil { free(buffer) }
    return response
  }

  private func streamed(_ feed: StreamFeed) -> OpaquePointer? {
    MHD_create_response_from_callback(
      .max, 4096, readStream, Unmanaged.passRetained(feed).toOpaque(), releaseStream)
  }
}

private let endOfBody: MHD_ContentReaderCallback = { _, _, _, _ in -1 }

private let readStream: MHD_ContentReaderCallback = { context, _, buffer, size in
  Unmanaged<StreamFeed>.fromOpaque(context!).takeUnretainedValue()
    .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private let releaseStream: MHD_ContentReaderFreeCallback = { context in
  Unmanaged<StreamFeed>.fromOpaque(context!).release()
}
