/// Cuts what an event stream has pending into the pieces that libmicrohttpd asks for.
///
/// `@unchecked Sendable`: used only by the thread that owns the connection.
final class StreamFeed: @unchecked Sendable {
  private let stream: EventStream
  private let connection: ConnectionHandle
  private let counting: Counting
  private var pending: ArraySlice<UInt8>

  init(_ stream: EventStream, _ connection: ConnectionHandle, _ counting: Counting, first: [UInt8]) {
    self.stream = stream
    self.connection = connection
    self.counting = counting
    pending = first[...]
  }

  /// The number of bytes, 0 after suspending the connection, −1 at the end. Never −2, not even when the client is gone:
  /// the library then marks the connection closed and waits for an event of its socket to clean up, and after a reset
  /// none comes. The end mark of −1 fails to be written, which cleans up at once.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if pending.isEmpty {
      switch stream.pull(suspend: suspend) {
      case .bytes(let bytes): pending = bytes[...]
      case .wait: return 0
      case .end: return -1
      }
    }
    let piece = pending.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    pending = pending.dropFirst(piece.count)
    counting.sent(piece.count)
    return piece.count
  }

  private func suspend() -> @Sendable () -> Void {
    connection.suspend()
    return { [connection] in connection.resume() }
  }
}
