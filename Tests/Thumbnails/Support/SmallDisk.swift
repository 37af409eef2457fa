import Foundation

/// A file system in memory of its own. Needs the right to mount, which root in a container may lack; the tests that use
/// it ask `isAllowed` first.
final class SmallDisk {
  let path: String

  static let isAllowed: Bool = (try? SmallDisk(size: "64k")) != nil

  init(size: String) throws {
    path = NSTemporaryDirectory() + "/thumbnails-mount-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(size)") == 0 else {
      rmdir(path)
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}
