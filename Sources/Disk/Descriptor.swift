package import Glibc
package import Samples

/// An open file or folder: closed once, when its owner goes.
package struct Descriptor: ~Copyable {
  package let number: Int32

  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Gives the descriptor to another owner.
  package consuming func take() -> Int32 {
    let number = number
    discard self
    return number
  }

  package func status() throws(DiskError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .last() }
    return status
  }
}

extension stat {
  package var stamp: FileStamp {
    FileStamp(
      modified: Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec), size: Int64(st_size),
      inode: UInt64(st_ino))
  }

  package var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  package var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  package var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}
