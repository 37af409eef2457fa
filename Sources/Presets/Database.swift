import CSQLite

/// One connection to one SQLite file: opens in `init`, closes with its owner.
///
/// Not safe from several threads at once; `PresetStore` keeps it behind a mutex.
struct Database: ~Copyable {
  private let handle: OpaquePointer
  let file: String
  /// A folder made for this connection alone, gone with it.
  private let scratch: ScratchFolder?

  /// - Parameters:
  ///   - address: what SQLite opens, a path or (with `SQLITE_OPEN_URI`) a URI.
  ///   - file: what messages name.
  init(
    opening address: String, flags: Int32, file: String, scratch: consuming ScratchFolder? = nil
  ) throws(PresetError) {
    var handle: OpaquePointer?
    // NOMUTEX: the one owner already keeps threads apart.
    let result = sqlite3_open_v2(address, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard result == SQLITE_OK, let handle else {
      let error = PresetError.sqlite(
        result, errno: sqlite3_system_errno(handle), file: file, detail: String(cString: sqlite3_errmsg(handle)))
      sqlite3_close_v2(handle)
      throw error
    }
    self.handle = handle
    self.file = file
    self.scratch = scratch
  }

  deinit { sqlite3_close_v2(handle) }

  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") != 0 }

  /// Whether the file was renamed, removed or replaced under the open connection: what is written then is lost.
  var hasMoved: Bool {
    var moved: Int32 = 0
    return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
  }

  func prepare(_ sql: String) throws(PresetError) -> Statement { try Statement(sql, on: handle, file: file) }

  /// Runs one statement to its end.
  func execute(_ sql: String, _ values: [String] = []) throws(PresetError) {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
  }

  /// What `read` makes of each row.
  func rows<Row>(
    _ sql: String, _ values: [String] = [], _ read: (borrowing Statement) -> Row
  ) throws(PresetError) -> [Row] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(read(statement)) }
    return rows
  }

  /// All of `body` or nothing of it. IMMEDIATE takes the write lock at once, so what `body` reads still holds when
  /// it writes.
  func transaction<Result>(
    _ body: (borrowing Database) throws(PresetError) -> Result
  ) throws(PresetError) -> Result {
    try execute("BEGIN IMMEDIATE")
    do throws(PresetError) {
      let result = try body(self)
      try execute("COMMIT")
      return result
    } catch {
      // A full disk may have rolled back already; a second ROLLBACK would be an error of its own.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// Copies the whole database into `target` by SQLite's online backup: one consistent moment, while others write.
  func copy(to target: borrowing Database) throws(PresetError) {
    guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
      throw .sqlite(sqlite3_errcode(target.handle), file: target.file, detail: "the backup cannot start")
    }
    let step = sqlite3_backup_step(backup, -1)
    let result = sqlite3_backup_finish(backup)
    guard step == SQLITE_DONE, result == SQLITE_OK else {
      let failure = result == SQLITE_OK ? step : result
      throw .sqlite(failure, file: target.file, detail: String(cString: sqlite3_errstr(failure)))
    }
  }

  /// Bytes of the file, read through SQLite's own descriptor: opening and closing the file beside it would drop the
  /// POSIX locks that this process holds on it.
  func bytes(at offset: Int64, count: Int32) -> [UInt8] {
    var file: UnsafeMutablePointer<sqlite3_file>?
    var bytes = [UInt8](repeating: 0, count: Int(count))
    guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
      file.pointee.pMethods.pointee.xRead(file, &bytes, count, offset) == SQLITE_OK
    else { return [] }
    return bytes
  }
}
