internal import Glibc

/// Looks at every file of the cache and removes those that were not used for longest. Other servers may add and remove
/// files meanwhile: what is gone is gone.
struct CacheSweep {
  struct Result {
    var bytes = 0
    var evicted = 0
  }

  private struct Entry {
    var path: String
    var bytes: Int
    var used: Int
  }

  /// Somebody who died while writing left it.
  private static let abandonedSeconds = 3600

  let folder: String

  /// Removes nothing while there are at most `limit` bytes; else leaves at most `kept`.
  func run(keeping kept: Int, of limit: Int) -> Result {
    var entries: [Entry] = []
    for shard in names(in: folder) where ThumbnailKey.isFolder(shard) { collect("\(folder)/\(shard)", &entries) }
    var result = Result(bytes: entries.reduce(0) { $0 + $1.bytes })
    guard result.bytes > limit else { return result }
    entries.sort { $0.used < $1.used }
    for entry in entries {
      if result.bytes <= kept { break }
      if unlink(entry.path) == 0 { result.evicted += 1 } else if errno != ENOENT { continue }
      result.bytes -= entry.bytes
    }
    return result
  }

  private func collect(_ shard: String, _ entries: inout [Entry]) {
    for name in names(in: shard) {
      let path = "\(shard)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if ThumbnailKey.isName(name) {
        // What it takes on the disk: blocks are larger than small thumbnails.
        entries.append(
          Entry(
            path: path, bytes: max(Int(status.st_size), Int(status.st_blocks) * 512), used: nanoseconds(status.st_mtim))
        )
      } else if name.hasSuffix(CacheFile.temporarySuffix), time(nil) - status.st_mtim.tv_sec > Self.abandonedSeconds {
        unlink(path)
      }
    }
  }

  private func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }

  private func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
