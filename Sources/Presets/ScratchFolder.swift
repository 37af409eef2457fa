import Glibc

/// A folder of its own for copies, removed with its owner.
struct ScratchFolder: ~Copyable {
  let path: String

  /// Tries the places in turn: in a container with a read-only root only the folder of the database may be writable.
  init(near file: String) throws(PresetError) {
    let places = [getenv("TMPDIR").map { String(cString: $0) }, "/tmp", FilePath.folder(of: file)]
    for place in places.compactMap({ $0 }) {
      var template = Array("\(place)/checkpoint-sampler-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
      }
    }
    throw .system(errno, file: file)
  }

  deinit {
    // Only files that this connection and SQLite put there.
    for name in ["copy.db", "copy.db-wal", "copy.db-shm", "copy.db-journal"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
