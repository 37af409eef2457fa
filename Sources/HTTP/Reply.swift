internal import Synchronization

/// How a handler answers: at once, or later from any thread. Handlers run on the server's few threads, so what takes
/// longer than a millisecond or two answers later.
package enum Reply: Sendable {
  case now(Response)
  /// An answer with this strong tag and caching, which is made only when the server has none kept: then the handler
  /// need not even open the file.
  case unlessKept(Validity, @Sendable () -> Reply)
  /// The closure starts the work and is given the function that answers; the connection waits meanwhile. What it
  /// returns is called once if the client leaves or the server stops first.
  case later(@Sendable (@escaping @Sendable (Response) -> Void) -> Cancellation)
}

/// What an answer to one target depends on.
package struct Validity: Hashable, Sendable {
  package var etag: String
  package var cacheControl: String

  package init(etag: String, cacheControl: String) {
    self.etag = etag
    self.cacheControl = cacheControl
  }

  /// Those of the whole answer.
  package func headers(type: String) -> [HeaderField] {
    [HeaderField("Content-Type", type), HeaderField("ETag", etag), HeaderField("Cache-Control", cacheControl)]
  }
}

/// Tells the producer of a later answer that nobody waits for it any more.
package final class Cancellation: Sendable {
  private let action: Mutex<(@Sendable () -> Void)?>

  package init(_ action: @escaping @Sendable () -> Void) { self.action = Mutex(action) }

  private init() { action = Mutex(nil) }

  /// For work that cannot be stopped.
  package static let none = Cancellation()

  /// Calls the action; only the first time.
  package func cancel() {
    let action = action.withLock { $0.take() }
    action?()
  }
}
