import Glibc
import Synchronization

/// Standard output is for answers, standard error for everything said meanwhile.
enum Console {
  private static let lostOutput = Atomic(false)

  /// Whether an answer could not be written, to a full disk or a closed pipe: the command has failed then.
  static var hasLostOutput: Bool { lostOutput.load(ordering: .relaxed) }

  static func print(_ text: String, terminator: String = "\n") {
    if !write(text + terminator, to: STDOUT_FILENO) { lostOutput.store(true, ordering: .relaxed) }
  }

  /// A word to whoever listens on standard output, which may be nobody.
  static func announce(_ text: String) { _ = write(text + "\n", to: STDOUT_FILENO) }

  static func error(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  /// write(2) and no buffer: a line is out when the call returns, also when the program is killed next.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress!, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
