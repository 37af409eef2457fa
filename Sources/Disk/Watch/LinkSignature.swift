import CLinux
import Glibc
import Samples

/// One number for what the links in a folder lead to. A target that changes is no event of the folder with the link.
enum LinkSignature {
  static func of(_ path: RelativePath, in root: Root) -> Int {
    guard let folder = try? root.openFolder(path) else { return 0 }
    var signature = 0
    try? DirectoryEntries(of: folder).visit { name, kind in
      let name = Array(name)
      guard kind == .link || kind == .unknown, !ImageFileName.isIgnored(name[...]) else { return }
      // The order in which the kernel lists names means nothing.
      signature &+= part(name, path, root)
    }
    return signature
  }

  private static func part(_ name: [UInt8], _ path: RelativePath, _ root: Root) -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    if let status = try? root.status(path.appending(name)) {
      hasher.combine(status.st_dev)
      hasher.combine(status.st_ino)
      // A folder is watched through the link; a file is not.
      if !status.isFolder { hasher.combine(status.stamp) }
    }
    return hasher.finalize()
  }
}
