@preconcurrency internal import Glibc

package enum ProcessEnvironment {
  /// The variables this process was started with. To be called before there are other threads: `environ` is the
  /// C library's own array, and setenv(3) on another thread would move it.
  package static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      next += 1
      guard let sign = text.firstIndex(of: "=") else { continue }
      variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
    }
    return variables
  }
}
