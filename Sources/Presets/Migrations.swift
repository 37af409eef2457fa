import Samples

/// The schema, made forward only, one numbered step at a time.
enum Migrations {
  struct Step {
    var version: Int
    /// The table it makes.
    var table: String
    var statements: [String]
  }

  /// SQLite keeps the text of a definition: this layout is what `.schema` prints.
  static let steps = [
    Step(
      version: 1, table: "presets",
      statements: [
        """
        CREATE TABLE presets (id TEXT PRIMARY KEY, name TEXT NOT NULL, training_run_id TEXT NOT NULL,
                              mapping TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
        """,
        "CREATE INDEX idx_presets_training_run ON presets(training_run_id)",
      ])
  ]

  static var latest: Int { steps.last?.version ?? 0 }

  private static let bookkeeping =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied TEXT NOT NULL)"

  /// Applies what is not applied yet. Whether it is, is asked inside the transaction: two programs may start at once.
  static func apply(to database: borrowing Database, now: Timestamp) throws(PresetError) {
    for step in steps where try !isApplied(step.version, in: database) {
      try database.transaction { database throws(PresetError) in
        try database.execute(bookkeeping)
        if try isApplied(step.version, in: database) { return }
        // A file made by hand may have the table and lack the row that says so; its shape was checked on opening.
        if try !SchemaShape.hasTable(step.table, in: database) {
          for statement in step.statements { try database.execute(statement) }
        }
        try database.execute(
          "INSERT INTO schema_migrations (version, applied) VALUES (CAST(? AS INTEGER), ?)",
          [String(step.version), now.description])
      }
    }
  }

  private static func isApplied(_ version: Int, in database: borrowing Database) throws(PresetError) -> Bool {
    guard try SchemaShape.hasTable("schema_migrations", in: database) else { return false }
    return try database.rows("SELECT version FROM schema_migrations") { $0.integer(0) }.contains(version)
  }
}
