import Glibc

/// The folder that the database lies in: in a container it is a volume, and a volume made by another user is the most
/// common reason for a start that fails.
struct StateFolder {
  private let folder: String
  private let file: String

  init(ofFile path: String) {
    let slash = path.lastIndex(of: "/")
    folder = Self.absolute(slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
    file = path
  }

  /// What to do when the folder, or what another user left in it, cannot be written; nil when all can.
  var remedy: String? {
    if access(folder, F_OK) != 0 { return errno == ENOENT ? creation : nil }
    // SQLite keeps two files beside the database while it is open, and they stay when it is killed.
    guard let closed = [folder, file, "\(file)-wal", "\(file)-shm"].first(where: Self.isClosed) else { return nil }
    if errno == EROFS {
      return "\(folder) is on a read-only file system: mount it writable, or name another place with db_path"
    }
    return "\(Self.ownership(closed)); run as root: chown -R \(Self.owner) \(Self.quoted(folder))"
  }

  private var creation: String? {
    guard let parent = Self.nearestExisting(to: folder), Self.isClosed(parent) else { return nil }
    return "\(Self.ownership(parent)); run as root: install -d -o \(geteuid()) -g \(getegid()) \(Self.quoted(folder))"
  }

  private static var owner: String { "\(geteuid()):\(getegid())" }

  /// There, and not for this user to write. Leaves the reason in `errno`.
  private static func isClosed(_ place: String) -> Bool { access(place, F_OK) == 0 && access(place, W_OK) != 0 }

  private static func ownership(_ place: String) -> String {
    var status = stat()
    let isKnown = stat(place, &status) == 0
    return "\(place) belongs to user \(isKnown ? "\(status.st_uid)" : "?") and cannot be written by user \(geteuid())"
  }

  private static func nearestExisting(to folder: String) -> String? {
    var folder = folder
    while access(folder, F_OK) != 0 {
      guard errno == ENOENT, let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return folder
  }

  /// As any shell understands it, wherever it is.
  private static func absolute(_ folder: String) -> String {
    guard !folder.hasPrefix("/"), let here = getcwd(nil, 0) else { return folder }
    defer { free(here) }
    return folder == "." ? String(cString: here) : "\(String(cString: here))/\(folder)"
  }

  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in isalnum(Int32(byte)) != 0 || "/._-+".utf8.contains(byte) }
    let parts = path.split(separator: "'", omittingEmptySubsequences: false)
    return isPlain ? path : "'\(parts.joined(separator: #"'\''"#))'"
  }
}
