internal import Glibc

struct CacheError: Error, CustomStringConvertible {
  let code: Int32

  static func last() -> CacheError { CacheError(code: errno) }

  /// Without a path: it is told to browsers.
  var description: String {
    "thumbnails cannot be kept (\(String(cString: strerror(code)))): "
      + "they are made anew each time; see that `cache_dir` can be written and has room"
  }
}

/// Writes files so that nobody ever sees a part of one.
enum CacheFile {
  static let temporarySuffix = ".tmp"
  private static let block = 4096

  /// What so many bytes take on the disk, on most file systems.
  static func blocks(of bytes: Int) -> Int { (bytes + block - 1) / block * block }

  static func write(_ bytes: [UInt8], named name: String, in folder: String) throws(CacheError) {
    let temporary = "\(folder)/\(UInt64.random(in: 0 ... .max))\(temporarySuffix)"
    let descriptor = try create(temporary, in: folder)
    do throws(CacheError) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor)
      guard rename(temporary, "\(folder)/\(name)") == 0 else { throw .last() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The folder may not be there yet, or no more.
  private static func create(_ file: String, in folder: String) throws(CacheError) -> Int32 {
    for _ in 0..<2 {
      let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 { return descriptor }
      guard errno == ENOENT else { break }
      makeFolders(folder)
    }
    throw .last()
  }

  private static func makeFolders(_ path: String) {
    guard mkdir(path, 0o755) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      return
    }
    makeFolders(String(path[..<slash]))
    mkdir(path, 0o755)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(CacheError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last() }
      written += count
    }
  }
}
