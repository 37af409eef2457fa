internal import CMicroHTTPD

/// One request and its answer, from the request line on.
///
/// `@unchecked Sendable`: all of it is touched only by the thread that owns its connection; other threads reach the
/// `Deferred` or the `EventStream`, which have locks of their own.
final class Exchange: @unchecked Sendable {
  private enum Phase {
    case head
    case body
    case waiting(Deferred)
    case answered
  }

  private let core: ServerCore
  private let connection: Connection
  private let target: String
  private var phase = Phase.head
  private var method = ""
  private var headers = HeaderFields()
  private var body: [UInt8] = []
  private var bodySize = 0
  private var isPlain = true
  private var request: Request?
  private var watchName: UInt64?
  private var stream: EventStream?
  private var sentLength = 0

  init(core: ServerCore, connection: Connection, target: String) {
    self.core = core
    self.connection = connection
    self.target = target
  }

  /// Called by libmicrohttpd when the head is here, for each piece of the body, at its end, and after each resuming.
  func proceed(
    _ handle: ConnectionHandle, method: UnsafePointer<CChar>, upload: UnsafePointer<CChar>?,
    size: UnsafeMutablePointer<Int>
  ) -> MHD_Result {
    switch phase {
    case .head: return headCame(handle, String(cString: method))
    case .body where size.pointee > 0:
      take(UnsafeRawBufferPointer(start: upload, count: size.pointee))
      size.pointee = 0
      return bodySize > Self.drained * core.configuration.bodyLimit ? .NO : .YES
    case .body: return bodyCame(handle)
    case .waiting(let deferred): return resume(deferred, handle)
    case .answered: return .YES
    }
  }

  /// A body over the limit is read on, up to so many times the limit: closing at once would reset the connection, and
  /// the client would not see why.
  private static let drained = 4

  private func headCame(_ handle: ConnectionHandle, _ method: String) -> MHD_Result {
    core.counting.request(1)
    self.method = method
    headers = HeaderFields(of: handle)
    isPlain = handle.headSize == plainHeadSize
    let limit = core.configuration.bodyLimit
    let framing = Framing(headers, bodyLimit: limit, readLimit: Self.drained * limit)
    if let refusal = framing.refusal {
      request = Request(method: method, target: target, headers: headers, client: connection.client)
      return send(refusal, handle, closing: true)
    }
    connection.expect(by: framing.hasBody ? core.bodyDeadline : 0)
    phase = .body
    // The answer waits for the next call, which comes at once when there is no body: an answer to the first call is
    // taken for a refusal to read on, and the connection is closed after it.
    return .YES
  }

  /// The library takes a lone CR for the end of a line, joins folded lines to the name before them, and ends texts at a
  /// NUL. All these have another length than what we were told, written plainly: `GET /a HTTP/1.1`, `Name: value`. A
  /// proxy may have read such a head otherwise, so it gets its answer, and no second request is read after it.
  private var plainHeadSize: Int {
    method.utf8.count + target.utf8.count + " HTTP/1.1\r\n".utf8.count + 1 + headers.plainSize
  }

  private func take(_ piece: UnsafeRawBufferPointer) {
    bodySize += piece.count
    if bodySize <= core.configuration.bodyLimit { body.append(contentsOf: piece) }
  }

  private func bodyCame(_ handle: ConnectionHandle) -> MHD_Result {
    connection.expect(by: 0)
    let request = Request(method: method, target: target, headers: headers, body: body, client: connection.client)
    self.request = request
    if bodySize > core.configuration.bodyLimit { return send(Framing.tooLarge(core.configuration.bodyLimit), handle) }
    return answer(core.handler(request), handle)
  }

  private func answer(_ reply: Reply, _ handle: ConnectionHandle) -> MHD_Result {
    switch reply {
    case .now(let response): return send(response, handle)
    case .unlessKept(let validity, let make): return sendKept(validity, handle) ?? answer(make(), handle)
    case .later(let start):
      let deferred = Deferred(start)
      phase = .waiting(deferred)
      return resume(deferred, handle)
    }
  }

  private func resume(_ deferred: Deferred, _ handle: ConnectionHandle) -> MHD_Result {
    switch deferred.outcome(suspending: handle) {
    case .answer(let response): return send(response, handle)
    case .left: return .NO
    case .wait:
      if watchName == nil { watchName = core.monitor.watch(deferred, socket: connection.socket) }
      return .YES
    }
  }

  private func send(_ response: Response, _ handle: ConnectionHandle, closing: Bool = false) -> MHD_Result {
    guard let request else { return .NO }
    unwatch()
    phase = .answered
    let plan = ResponsePlan(response, for: request)
    core.counting.answered(plan.status)
    if case .events(let stream) = plan.content { method == "HEAD" ? stream.finish() : begin(stream) }
    sentLength = plan.sentLength
    let closing = closing || !isPlain
    let outgoing = OutgoingResponse(plan, closing: closing)
    if !closing, let key = KeptResponses.Key(plan, target: request.rawTarget) {
      return outgoing.queue(on: handle, keeping: core.kept, as: key)
    }
    return outgoing.queue(on: handle, stream: stream.map(feed(handle)))
  }

  /// Nil when there is none.
  private func sendKept(_ validity: Validity, _ handle: ConnectionHandle) -> MHD_Result? {
    guard isPlain, let request, let key = KeptResponses.Key(validity, for: request),
      let (result, length) = core.kept.queue(key, on: handle)
    else { return nil }
    phase = .answered
    sentLength = length
    core.counting.answered(key.status)
    return result
  }

  private func begin(_ stream: EventStream) {
    self.stream = stream
    core.counting.stream(1)
    watchName = core.monitor.watch(stream, socket: connection.socket)
  }

  private func feed(_ handle: ConnectionHandle) -> (EventStream) -> StreamFeed {
    { [core] stream in
      let retry = ServerSentEvent.retry(milliseconds: core.configuration.retryMilliseconds)
      return StreamFeed(stream, handle, core.counting, first: retry)
    }
  }

  private func unwatch() {
    if let watchName { core.monitor.unwatch(watchName) }
    watchName = nil
  }

  /// The request is over, one way or the other; the connection may live on.
  func completed(_ code: MHD_RequestTerminationCode) {
    unwatch()
    if let stream {
      stream.finish()
      core.counting.stream(-1)
    }
    if case .head = phase { return }
    if code == .REQUEST_TERMINATED_COMPLETED_OK { core.counting.sent(sentLength) }
    if case .waiting(let deferred) = phase { deferred.clientLeft() }
    core.counting.request(-1)
    connection.expect(by: core.nextHeadDeadline)
  }
}
