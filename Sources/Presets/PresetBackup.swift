import CSQLite
import Glibc

/// A copy of the whole database as it is at one moment, while a server writes on.
package enum PresetBackup {
  /// Writes the copy beside `target` and gives it its name when it is whole and on the disk.
  ///
  /// - Parameter overwrite: whether a file that is there may be replaced.
  package static func write(_ file: String, to target: String, overwrite: Bool = false) throws(PresetError) {
    let source = try Database.forPresets(readOnly: file)
    try refuseTarget(target, source: file, overwrite: overwrite)
    let partial = "\(target).\(Identifier.uuid()).partial"
    defer { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) } }
    try fill(partial, of: target, from: source)
    try FilePath.synchronise(partial)
    try rename(partial, to: target, overwrite: overwrite)
    try FilePath.synchronise(FilePath.folder(of: target))
  }

  /// - Parameter target: what messages name.
  private static func fill(
    _ partial: String, of target: String, from source: borrowing Database
  ) throws(PresetError) {
    let copy = try Database(
      opening: Database.plain(partial), flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file: target)
    try source.copy(to: copy)
    // One file that opens from a read-only disk too; the mode of the source came along with its header.
    try copy.execute("PRAGMA journal_mode=DELETE")
  }

  private static func refuseTarget(_ target: String, source: String, overwrite: Bool) throws(PresetError) {
    let status = try FilePath.status(of: target)
    if status.kind == .missing { return }
    if try FilePath.isSame(status, FilePath.status(of: source)) {
      throw PresetError(.exists, file: target, "this is the database itself", remedy: "name another file")
    }
    guard overwrite, status.kind == .file else { throw exists(target) }
    // A write-ahead log that outlives its database would be played into the backup.
    if FilePath.size(of: FilePath.resolved(target) + "-wal") != nil {
      throw PresetError(
        .exists, file: target, "this database is in use: it has a write-ahead log beside it",
        remedy: "stop the program that uses it, or name another file")
    }
  }

  /// A plain rename replaces; a link does not, and fails when somebody made the file meanwhile.
  private static func rename(_ partial: String, to target: String, overwrite: Bool) throws(PresetError) {
    if !overwrite {
      if link(partial, target) == 0 { return }
      if errno == EEXIST { throw exists(target) }
      // FAT and some network shares have no links; there the look taken before has to do.
    }
    guard Glibc.rename(partial, target) == 0 else { throw .system(errno, file: target) }
  }

  private static func exists(_ target: String) -> PresetError {
    PresetError(.exists, file: target, "there is such a file already", remedy: "name another, or remove it")
  }
}
