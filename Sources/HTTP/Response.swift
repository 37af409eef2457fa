internal import JSON

/// What a handler answers. The server adds what every response needs: conditions, ranges, compression, safety headers.
package struct Response: Sendable {
  package enum Body: Sendable {
    case empty
    case bytes([UInt8])
    case file(FileBody)
    case events(EventStream)
  }

  package var status: Int
  package var headers: [HeaderField]
  package var body: Body

  package init(status: Int = 200, headers: [HeaderField] = [], body: Body = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name; setting replaces it.
  package subscript(header name: String) -> String? {
    get { headers.first { $0.isNamed(name) }?.value }
    set {
      headers.removeAll { $0.isNamed(name) }
      if let newValue { headers.append(HeaderField(name, newValue)) }
    }
  }

  package static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
    Response(status: status, headers: [HeaderField("Content-Type", "application/json")], body: .bytes(bytes))
  }

  package static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200
  ) -> Response {
    Response(status: status, headers: [HeaderField("Content-Type", type)], body: .bytes(Array(text.utf8)))
  }

  /// The shape of every error: `{"error":{"code":…,"message":…}}`.
  package static func error(_ status: Int, _ code: String, _ message: String) -> Response {
    json(
      JSONWriter.bytes { writer in
        writer.object { writer in
          writer.key("error")
          writer.object { writer in
            writer.field("code", code)
            writer.field("message", message)
          }
        }
      }, status: status)
  }

  package static func events(_ stream: EventStream) -> Response {
    Response(
      headers: [
        HeaderField("Content-Type", "text/event-stream"), HeaderField("Cache-Control", "no-store"),
        // nginx in front of us would gather events into blocks otherwise.
        HeaderField("X-Accel-Buffering", "no"),
      ], body: .events(stream))
  }
}
