import CSQLite
import Samples

extension Database {
  private static var headerSize: Int { 100 }
  private static var logHeaderSize: Int { 32 }

  /// Opens `file` for looking only, and changes nothing on the disk: neither the file, nor by making `-wal` and
  /// `-shm` files beside it, which a plain read-only connection does.
  static func readOnly(_ file: String) throws(PresetError) -> Database {
    try FilePath.requireFile(file)
    let path = FilePath.resolved(file)
    // SQLite takes a file of one byte for an empty one and would write over it.
    if let size = FilePath.size(of: path), (1..<headerSize).contains(size) {
      throw .damaged(file, "it is shorter than the header of a database")
    }
    let log = FilePath.size(of: path + "-wal")
    let hasFrames = log.map { $0 > logHeaderSize } ?? false
    let hasJournal = (FilePath.size(of: path + "-journal") ?? 0) > 0
    if let log, log == 0 || hasFrames, FilePath.size(of: path + "-shm") != nil {
      // A server is running, or was killed: SQLite reads through the log, and the index of the log stays untouched.
      return try open(path, "mode=ro&readonly_shm=1", file: file)
    }
    // A log without an index belongs to nobody any more. Of a log that ends with its header SQLite 3.40 cannot make
    // an index in memory (SQLITE_PROTOCOL after ten seconds), but nothing is checkpointed from it while it is copied.
    if let log, log > 0 { return try copy(of: path, file: file) }
    if hasJournal { return try withJournal(path, file: file) }
    // Nobody has it open in WAL mode, so nothing can change under an immutable connection but by a program that
    // keeps a rollback journal, and opening to write asks for that one's lock.
    return try open(path, "immutable=1", file: file)
  }

  /// A journal belongs to a program at work, which SQLite's locks tell apart, or to one that crashed: then only
  /// playing it back shows the content, and that is done to a copy.
  private static func withJournal(_ path: String, file: String) throws(PresetError) -> Database {
    do throws(PresetError) {
      let database = try open(path, "mode=ro", file: file)
      _ = try SchemaShape.tables(of: database)
      return database
    } catch {
      guard error.code == .readOnly else { throw error }
      return try copy(of: path, file: file)
    }
  }

  private static func copy(of path: String, file: String) throws(PresetError) -> Database {
    let scratch = try ScratchFolder(near: path)
    let copy = scratch.path + "/copy.db"
    for suffix in ["", "-wal", "-journal"] where FilePath.size(of: path + suffix) != nil {
      try FilePath.write(FilePath.read(path + suffix), to: copy + suffix)
    }
    return try Database(opening: copy, flags: SQLITE_OPEN_READWRITE, file: file, scratch: scratch)
  }

  private static func open(_ path: String, _ options: String, file: String) throws(PresetError) -> Database {
    let database = try Database(
      opening: "file:\(uriEscaped(path))?\(options)", flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file: file)
    try database.execute("PRAGMA busy_timeout=5000")
    return database
  }

  /// The path within SQLite's URI: `?`, `#` and `%` would end or change it.
  private static func uriEscaped(_ path: String) -> String {
    var escaped = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "?": escaped += "%3f"
      case "#": escaped += "%23"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Opens the database of the presets to read and write, makes it when it is missing, and brings its schema up to
  /// date. What is not ours, newer or damaged is refused before anything is written.
  static func forPresets(_ file: String, now: Timestamp) throws(PresetError) -> Database {
    try prepare(file)
    let database = try Database(
      opening: plain(file), flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file: file)
    // SQLite opens a file it may not write for reading alone, without a word.
    if database.isReadOnly { throw .readOnly(file) }
    try database.configure()
    try Migrations.apply(to: database, now: now)
    return database
  }

  /// Opens the database of the presets for looking only; throws when it is not ours, newer or damaged.
  static func forPresets(readOnly file: String) throws(PresetError) -> Database {
    let database = try readOnly(file)
    try SchemaShape.requireOurs(database)
    try SchemaShape.requireIntegrity(of: database)
    return database
  }

  /// Makes the folder for a new file, or looks whether the file that is there may be opened.
  private static func prepare(_ file: String) throws(PresetError) {
    let status = try FilePath.status(of: file)
    let folder = FilePath.folder(of: FilePath.resolved(file))
    if status.kind == .missing { try FilePath.makeFolder(folder) } else { try FilePath.requireFile(file) }
    // Asked here because SQLite tries again to read only, and then reports the reason of that.
    try FilePath.requireWritable(folder, file: file)
    if status.size > 0 {
      _ = try forPresets(readOnly: file)
    } else if let log = FilePath.size(of: FilePath.resolved(file) + "-wal"), log > 0 {
      // SQLite would delete the log, and with it perhaps the only copy of what was saved.
      throw .damaged(file, "it is empty, but the write-ahead log beside it (-wal) is not")
    }
  }

  /// The pragmas of every connection that writes.
  private func configure() throws(PresetError) {
    try execute("PRAGMA busy_timeout=5000")
    let mode = try rows("PRAGMA journal_mode=WAL") { $0.text(0) }
    guard mode == ["wal"] else {
      throw PresetError(
        .unavailable, file: file, "the file system cannot hold a write-ahead log",
        remedy: "set db_path to a folder on a local disk")
    }
    try execute("PRAGMA foreign_keys=ON")
    // A killed process loses nothing either way; FULL keeps what was acknowledged through a power cut too.
    try execute("PRAGMA synchronous=FULL")
  }

  /// SQLite gives `:memory:` and the empty name a meaning of their own.
  static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }
}
