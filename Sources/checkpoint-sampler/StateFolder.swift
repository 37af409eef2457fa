import Glibc

/// The folder that the database lies in: in a container it is a volume, and a volume made by another user is the most
/// common reason for a start that fails.
enum StateFolder {
  /// What to run when the folder cannot be written; nil when it can.
  static func remedy(forFile path: String) -> String? {
    let folder = nearestExisting(to: path)
    var status = stat()
    guard stat(folder, &status) == 0, access(folder, W_OK | X_OK) != 0 else { return nil }
    let readOnly = errno == EROFS
    let user = geteuid()
    let group = getegid()
    let who = "\(folder) belongs to user \(status.st_uid) and cannot be written by user \(user)"
    return readOnly
      ? "\(folder) is on a read-only file system: mount it writable, or name another place with db_path"
      : "\(who); run as root: chown -R \(user):\(group) \(folder)"
  }

  /// The folder of the file, or of the nearest part of its path that is there.
  private static func nearestExisting(to path: String) -> String {
    var folder = path
    repeat {
      guard let slash = folder.lastIndex(of: "/") else { return "." }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    } while access(folder, F_OK) != 0
    return folder
  }
}
