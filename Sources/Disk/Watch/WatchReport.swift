/// How changes are noticed, and what it took so far.
package struct WatchReport: Sendable {
  package enum Mode: String, Sendable {
    case none, inotify, poll, mixed
  }

  package var mode = Mode.none
  /// Why it is not inotify for everything.
  package var reasons: [String] = []
  package var watches = 0
  package var polledFolders = 0
  package var overflows = 0
  package var rescans = 0
  /// Batches handed out.
  package var batches = 0
  /// From hearing of the last change to having it in the index.
  package var lagMicroseconds = 0
  /// The last event, in inotify's words.
  package var lastEvent: String?
  /// Nothing is waiting to be read, looked at again or handed out.
  package var isSettled = false
}

package struct WatchOptions: Sendable {
  package enum Mode: Sendable {
    case automatic, inotify, poll
  }

  package var mode = Mode.automatic
  package var pollSeconds = 5

  package init(mode: Mode = .automatic, pollSeconds: Int = 5) {
    self.mode = mode
    self.pollSeconds = pollSeconds
  }
}
