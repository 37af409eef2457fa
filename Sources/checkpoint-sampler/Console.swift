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

  /// One line or several.
  static func error(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { error(line: String(line)) }
  }

  /// A line may name files, and their names hold anything: a control character would drive the terminal of whoever reads
  /// it, a line feed forge a line of the log.
  static func error(line: String) {
    _ = write(line.unicodeScalars.reduce(into: "") { $0 += plain($1) } + "\n", to: STDERR_FILENO)
  }

  private static func plain(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }

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
