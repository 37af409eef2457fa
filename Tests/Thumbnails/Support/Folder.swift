import Foundation
import Samples

@testable import Thumbnails

/// A folder of its own for one test, gone with it.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/thumbnails-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Paths of the files in it.
  var files: [String] {
    (FileManager.default.subpaths(atPath: path) ?? []).map { "\(path)/\($0)" }.filter {
      var status = stat()
      return lstat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// What they take on the disk.
  var bytesOnDisk: Int {
    files.reduce(0) { sum, file in
      var status = stat()
      return lstat(file, &status) == 0 ? sum + Int(status.st_blocks) * 512 : sum
    }
  }

  /// As if nobody had used them since.
  static func age(_ file: String, seconds: Int) {
    let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
    utimensat(AT_FDCWD, file, [then, then], 0)
  }
}

extension ThumbnailKey {
  init(_ path: String, modified: Int64 = 1, _ size: ThumbnailSize = .medium) {
    self.init(path: RelativePath(path), stamp: FileStamp(modified: modified, size: 2, inode: 3), size: size)
  }
}

extension Thumbnail {
  /// Not a picture, but a file of WebP's kind and of that length, filled with `byte`.
  static func filler(_ count: Int, _ byte: UInt8 = 7) -> Thumbnail {
    let webp = Files.riff("RIFF", Array("WEBP".utf8) + [UInt8](repeating: byte, count: count - 12))
    return Thumbnail(webp: webp, signature: [UInt8](repeating: byte, count: signatureSize))
  }
}

func openDescriptors() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0 }
