import Glibc

/// What the kernel said of a file or folder, in words for a problem list: the path is added by whoever knows it.
package struct DiskError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case notFound
    case outsideRoot
    case notPermitted
    case notRegular
    case outOfDescriptors
    case outOfWatches
    case other
  }

  package var code: Code
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// The error of the call that just failed.
  static func last() -> DiskError { DiskError(errno: errno) }

  init(errno number: Int32) {
    switch number {
    case ENOENT, ENOTDIR, ENAMETOOLONG: self.init(.notFound, "it does not exist")
    case EXDEV: self.init(.outsideRoot, "the link leads out of the root; set follow_symlinks = true to follow it")
    case ELOOP: self.init(.outsideRoot, "the symbolic links go round in a circle")
    case EACCES, EPERM: self.init(.notPermitted, "no permission to read it; check the owner and mode")
    case EMFILE, ENFILE: self.init(.outOfDescriptors, "too many open files; raise the limit (ulimit -n)")
    default: self.init(.other, String(cString: strerror(number)))
    }
  }
}
