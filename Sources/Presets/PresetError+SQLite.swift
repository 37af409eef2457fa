import CSQLite
import Glibc

extension PresetError {
  /// The error that SQLite's result code means to the person at the machine.
  ///
  /// - Parameters:
  ///   - result: the result code, extended or not.
  ///   - errno: the system's own reason, which tells a read-only folder from a missing one behind `CANTOPEN`.
  static func sqlite(_ result: Int32, errno: Int32 = 0, file: String, detail: String) -> PresetError {
    switch result & 0xFF {
    case SQLITE_FULL: full(file)
    case SQLITE_BUSY, SQLITE_LOCKED:
      PresetError(
        .locked, file: file, "another program holds the database locked",
        remedy: "close that program, or wait until it has finished")
    case SQLITE_CORRUPT, SQLITE_NOTADB: damaged(file, detail)
    case SQLITE_READONLY: readOnly(file)
    case SQLITE_CANTOPEN where errno != 0, SQLITE_IOERR where errno != 0: system(errno, file: file)
    default: unavailable(file, detail)
    }
  }

  /// The error that a failed system call means.
  static func system(_ errno: Int32, file: String) -> PresetError {
    switch errno {
    case ENOSPC, EDQUOT: full(file)
    case EROFS: readOnly(file)
    case EACCES, EPERM:
      PresetError(
        .unreadable, file: file, "the file or its folder is not open to this user",
        remedy: "give the user that runs this program the right to read and write both")
    case ENOENT, ENOTDIR:
      PresetError(.missing, file: file, "there is no such file or folder", remedy: "check the path")
    default: unavailable(file, String(cString: strerror(errno)))
    }
  }

  static func readOnly(_ file: String) -> PresetError {
    PresetError(
      .readOnly, file: file, "the database or its folder is read-only",
      remedy: "make both writable for the user that runs this program, or set db_path to another folder")
  }

  static func unavailable(_ file: String, _ detail: String) -> PresetError {
    PresetError(
      .unavailable, file: file, "the database cannot be used: \(detail)", remedy: "check the disk that holds it")
  }

  private static func full(_ file: String) -> PresetError {
    PresetError(
      .full, file: file, "the disk that holds the database is full",
      remedy: "free some space and try again; what was saved before is safe")
  }
}
