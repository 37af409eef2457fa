import CSQLite

/// One prepared statement: one owner, finalised with it. Values are bound, never written into the text.
///
/// It belongs to the thread that holds its database. SQLite keeps a closed connection alive until its last
/// statement is gone (`sqlite3_close_v2`), so the order of their ends does not matter.
struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let file: String

  init(_ sql: String, on connection: OpaquePointer, file: String) throws(PresetError) {
    var handle: OpaquePointer?
    let result = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
    guard result == SQLITE_OK, let handle else {
      throw .sqlite(
        result, errno: sqlite3_system_errno(connection), file: file, detail: String(cString: sqlite3_errmsg(connection))
      )
    }
    self.handle = handle
    self.file = file
  }

  deinit { sqlite3_finalize(handle) }

  /// SQLITE_TRANSIENT, a cast that Swift does not import: SQLite copies the bytes before the call returns.
  private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  /// Binds `values` to the parameters, in their order. Texts are given with their length: a NUL does not end them.
  func bind(_ values: [String]) throws(PresetError) {
    for (index, value) in values.enumerated() {
      let result = sqlite3_bind_text(handle, Int32(index + 1), value, Int32(value.utf8.count), Self.transient)
      try check(result)
    }
  }

  /// Moves to the next row; false when there is none.
  func step() throws(PresetError) -> Bool {
    let result = sqlite3_step(handle)
    if result == SQLITE_ROW { return true }
    try check(result)
    return false
  }

  /// The column as text, whatever its type; NULL is empty. Bytes that are no UTF-8 are repaired.
  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    return String(decoding: bytes, as: UTF8.self)
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  private func check(_ result: Int32) throws(PresetError) {
    guard result != SQLITE_OK, result != SQLITE_DONE else { return }
    let connection = sqlite3_db_handle(handle)
    throw .sqlite(
      result, errno: sqlite3_system_errno(connection), file: file, detail: String(cString: sqlite3_errmsg(connection)))
  }
}
