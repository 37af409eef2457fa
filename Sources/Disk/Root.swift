import CLinux
package import Glibc
package import Samples
import Synchronization

/// The one folder that is read. Every path is opened beneath its descriptor with openat2(2), so nothing outside it is
/// reached by `..`, by an absolute path or, unless `followSymlinks`, by a symbolic link.
package final class Root: Sendable {
  /// As the user wrote it: for messages, never for opening.
  package let path: String
  package let followSymlinks: Bool
  private let descriptor: Mutex<Int32>

  package init(path: String, followSymlinks: Bool) throws(DiskError) {
    self.path = path
    self.followSymlinks = followSymlinks
    descriptor = Mutex(try Self.open(path))
  }

  /// A root that may not be there yet: until `reopen` succeeds, no path beneath it exists.
  package init(awaiting path: String, followSymlinks: Bool) throws(DiskError) {
    self.path = path
    self.followSymlinks = followSymlinks
    if let number = try? Self.open(path) {
      descriptor = Mutex(number)
    } else {
      // Not a folder, so that every path beneath it is refused with ENOTDIR.
      let number = Glibc.open("/dev/null", linux_o_path | O_CLOEXEC)
      guard number >= 0 else { throw .last() }
      descriptor = Mutex(number)
    }
  }

  deinit { close(descriptor.withLock { $0 }) }

  private static func open(_ path: String) throws(DiskError) -> Int32 {
    let number = Glibc.open(path, linux_o_path | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw errno == ENOTDIR ? DiskError(.other, "it is not a folder") : .last() }
    return number
  }

  /// The identity of the folder now at `path`, to notice a root that was unmounted or replaced.
  package func isStillThere() -> Bool {
    var open = stat()
    var now = stat()
    let number = descriptor.withLock { $0 }
    return fstat(number, &open) == 0 && stat(path, &now) == 0 && open.st_dev == now.st_dev && open.st_ino == now.st_ino
  }

  /// Opens the folder at `path` anew: after the root was unmounted, or removed and made again.
  package func reopen() throws(DiskError) {
    let number = try Self.open(path)
    // dup3(2) swaps what the descriptor stands for, so a reader on another thread never sees it closed.
    descriptor.withLock { _ = linux_replace_descriptor($0, number) }
    close(number)
  }

  package func open(_ path: RelativePath, _ flags: Int32) throws(DiskError) -> Descriptor {
    guard !path.bytes.contains(0) else { throw DiskError(.notFound, "it does not exist") }
    // Also one that leads back into the root: answering would tell where the root lies.
    guard path.bytes.first != UInt8(ascii: "/") else { throw DiskError(errno: EXDEV) }
    let number = openBeneath(path.isRoot ? [UInt8(ascii: ".")] : path.bytes, flags)
    if number >= 0 { return Descriptor(owning: number) }
    guard errno == EXDEV else { throw .last() }
    return try openLinkToInside(path, flags)
  }

  /// An image: a regular file. O_NONBLOCK keeps a FIFO of that name from stopping us.
  package func openFile(_ path: RelativePath) throws(DiskError) -> Descriptor {
    var status = stat()
    return try openFile(path, status: &status)
  }

  /// The same, with what fstat(2) said of it.
  package func openFile(_ path: RelativePath, status: inout stat) throws(DiskError) -> Descriptor {
    let file = try open(path, O_RDONLY | O_NONBLOCK)
    status = try file.status()
    guard status.isRegular else { throw DiskError(.notRegular, "it is not a regular file") }
    return file
  }

  package func openFolder(_ path: RelativePath) throws(DiskError) -> Descriptor {
    try open(path, O_RDONLY | O_DIRECTORY)
  }

  /// What a path stands for in the end, links followed as far as they may be.
  package func status(_ path: RelativePath) throws(DiskError) -> stat { try open(path, linux_o_path).status() }

  private func openBeneath(_ path: [UInt8], _ flags: Int32) -> Int32 {
    let number = descriptor.withLock { $0 }
    return path.withCString { linux_open_beneath(number, $0, flags, followSymlinks ? 1 : 0) }
  }

  /// RESOLVE_BENEATH refuses every absolute link, also one that ends inside the root. Such a link is resolved first
  /// and its real path then opened beneath the root like any other.
  private func openLinkToInside(_ path: RelativePath, _ flags: Int32) throws(DiskError) -> Descriptor {
    let number = descriptor.withLock { $0 }
    let target = path.bytes.withCString { linux_open_beneath(number, $0, linux_o_path, 1) }
    guard target >= 0 else { throw .last() }
    let owned = Descriptor(owning: target)
    guard let rootPath = realPath(of: number), let realPath = realPath(of: owned.number),
      RelativePath(bytes: rootPath).contains(RelativePath(bytes: realPath))
    else { throw DiskError(errno: EXDEV) }
    let inside = realPath.dropFirst(rootPath.count + 1)
    let opened = openBeneath(inside.isEmpty ? [UInt8(ascii: ".")] : Array(inside), flags)
    guard opened >= 0 else { throw .last() }
    return Descriptor(owning: opened)
  }

  /// Where the open root is now, without links; nil when that cannot be told.
  func realPath() -> [UInt8]? { realPath(of: descriptor.withLock { $0 }) }

  private func realPath(of number: Int32) -> [UInt8]? {
    let link = "/proc/self/fd/\(number)"
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { readlink(link, $0.baseAddress!, $0.count) }
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as a C string; they hold no NUL.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
      withUnsafeBytes { bytes in if let start = bytes.baseAddress { memcpy(buffer.baseAddress!, start, bytes.count) } }
      buffer[count] = 0
      return body(UnsafePointer(buffer.baseAddress!))
    }
  }
}

extension [UInt8] {
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result { self[...].withCString(body) }
}
