/// Whether a database is ours, told by its tables.
enum SchemaShape {
  private static let presetColumns = ["id", "name", "training_run_id", "mapping", "created_at", "updated_at"]

  static func tables(of database: borrowing Database) throws(PresetError) -> [String] {
    try database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'") {
      $0.text(0)
    }
  }

  static func hasTable(_ name: String, in database: borrowing Database) throws(PresetError) -> Bool {
    try tables(of: database).contains(name)
  }

  private static func isEmpty(_ database: borrowing Database) throws(PresetError) -> Bool {
    try database.rows("SELECT count(*) FROM sqlite_master") { $0.integer(0) } == [0]
  }

  private static func columns(of table: String, in database: borrowing Database) throws(PresetError) -> [String] {
    try database.rows("SELECT name FROM pragma_table_info(?)", [table]) { $0.text(0) }
  }

  /// The newest migration that was applied; 0 when none was.
  static func version(of database: borrowing Database) throws(PresetError) -> Int {
    guard try hasTable("schema_migrations", in: database) else { return 0 }
    return try database.rows("SELECT version FROM schema_migrations") { $0.integer(0) }.max() ?? 0
  }

  /// Throws unless the database is empty or ours and of a version that is known.
  static func requireOurs(_ database: borrowing Database) throws(PresetError) {
    if try isEmpty(database) { return }
    guard try Set(columns(of: "schema_migrations", in: database)) == ["version", "applied"] else {
      throw try foreign(database)
    }
    let version = try version(of: database)
    guard version <= Migrations.latest else { throw newer(database.file, version) }
    if try hasTable("presets", in: database) {
      guard try Set(columns(of: "presets", in: database)) == Set(presetColumns) else { throw try foreign(database) }
    } else if version >= 1 {
      throw PresetError.damaged(database.file, "its table of presets is missing")
    } else if try tables(of: database) != ["schema_migrations"] {
      throw try foreign(database)
    }
  }

  /// Throws unless there is a `presets` table whose columns can be read, whoever made it.
  static func requirePresets(in database: borrowing Database) throws(PresetError) {
    let missing = try Set(presetColumns).subtracting(columns(of: "presets", in: database))
    guard !missing.isEmpty else { return }
    throw PresetError(
      .foreign, file: database.file,
      "there is no table `presets` with the column\(missing.count == 1 ? "" : "s") \(missing.sorted().joined(separator: ", "))",
      remedy: "name a database that Checkpoint Sampler, or a program with the same table, wrote")
  }

  static func integrity(of database: borrowing Database) throws(PresetError) -> [String] {
    try database.rows("PRAGMA integrity_check(10)") { $0.text(0) }
  }

  static func requireIntegrity(of database: borrowing Database) throws(PresetError) {
    let found = try integrity(of: database)
    if found != ["ok"] { throw PresetError.damaged(database.file, found.joined(separator: "; ")) }
  }

  private static func newer(_ file: String, _ version: Int) -> PresetError {
    PresetError(
      .newer, file: file,
      "the database has schema version \(version), and this program knows up to \(Migrations.latest)",
      remedy: "use the newer Checkpoint Sampler that wrote it, or set another db_path; it was left as it is")
  }

  private static func foreign(_ database: borrowing Database) throws(PresetError) -> PresetError {
    let importable = try Set(presetColumns).isSubset(of: columns(of: "presets", in: database))
    return PresetError(
      .foreign, file: database.file, "the database belongs to another program",
      remedy: importable
        ? "set another db_path and take its presets over with `checkpoint-sampler presets import`"
        : "set another db_path; it was left as it is")
  }
}
