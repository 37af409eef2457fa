import Glibc

/// What the file system says about a path; system calls that Foundation would wrap.
enum FilePath {
  enum Kind { case missing, file, folder, other }

  struct Status {
    var kind: Kind
    var size = 0
    var device: UInt = 0
    var inode: UInt = 0
  }

  /// What `path` leads to, symbolic links followed.
  static func status(of path: String) throws(PresetError) -> Status {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return Status(kind: .missing) }
      throw .system(errno, file: path)
    }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    return Status(kind: kind, size: Int(status.st_size), device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }

  static func requireFile(_ path: String) throws(PresetError) {
    switch try status(of: path).kind {
    case .file: return
    case .missing: throw .system(ENOENT, file: path)
    case .folder, .other:
      throw PresetError(.notAFile, file: path, "this is a folder or a device, not a file", remedy: "name a file")
    }
  }

  /// - Parameter file: what the message names.
  static func requireWritable(_ folder: String, file: String) throws(PresetError) {
    guard access(folder, W_OK | X_OK) == 0 else { throw .system(errno, file: file) }
  }

  /// The size of a file; nil when there is none or it cannot be asked for.
  static func size(of path: String) -> Int? {
    guard let status = try? status(of: path), status.kind == .file else { return nil }
    return status.size
  }

  static func isSame(_ left: Status, _ right: Status) -> Bool {
    left.kind == .file && right.kind == .file && left.device == right.device && left.inode == right.inode
  }

  /// The path without symbolic links: SQLite keeps its side files beside the file that a link leads to.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the folder and those above it.
  static func makeFolder(_ path: String) throws(PresetError) {
    if mkdir(path, 0o777) == 0 { return }
    let reason = errno
    switch reason {
    case EEXIST: return
    case ENOENT where folder(of: path) != path:
      try makeFolder(folder(of: path))
      if mkdir(path, 0o777) != 0, errno != EEXIST { throw .system(errno, file: path) }
    default: throw .system(reason, file: path)
    }
  }

  /// All bytes of a file.
  static func read(_ path: String) throws(PresetError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, file: path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0 else { throw .system(errno, file: path) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(PresetError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, file: path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw .system(errno, file: path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until a file, or the entries of a folder, are on the disk itself.
  static func synchronise(_ path: String) throws(PresetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, file: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(errno, file: path) }
  }
}
