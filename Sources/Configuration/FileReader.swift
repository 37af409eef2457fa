internal import Glibc

/// What went wrong with a file, in the kernel's words.
struct FileReadError: Error {
  var code: Int32
  var reason: String { String(cString: strerror(code)) }
}

enum FileReader {
  /// The whole file; nil when there is none. A configuration over `limit` bytes is some other file by mistake.
  static func read(_ path: String, limit: Int) throws(FileReadError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileReadError(code: errno)
    }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw FileReadError(code: errno) }
      if count == 0 { return text }
      text += buffer[..<count]
      guard text.count <= limit else { throw FileReadError(code: EFBIG) }
    }
  }
}
