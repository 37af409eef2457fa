/// What `check` tells of the database, read without changing it.
package struct DatabaseReport: Equatable, Sendable {
  package var file: String
  /// The newest migration that was applied.
  package var schemaVersion: Int
  /// `ok`, or what SQLite's integrity check found.
  package var integrity: String
  /// In bytes, the write-ahead log included.
  package var size: Int
  /// `wal`, or `delete` for a file that no server has opened yet.
  package var journalMode: String
  package var presetCount: Int
  /// Presets whose mapping was written by another hand and breaks the rules.
  package var problems: [String]

  /// Nil when there is no database yet. Throws for one that is not ours, newer or unreadable.
  package static func read(_ file: String) throws(PresetError) -> DatabaseReport? {
    guard try FilePath.status(of: file).kind != .missing else { return nil }
    let database = try Database.readOnly(file)
    try SchemaShape.requireOurs(database)
    let presets = try SchemaShape.hasTable("presets", in: database) ? database.presets() : []
    return DatabaseReport(
      file: file, schemaVersion: try SchemaShape.version(of: database),
      integrity: try SchemaShape.integrity(of: database).joined(separator: "; "),
      size: ["", "-wal"].map { FilePath.size(of: FilePath.resolved(file) + $0) ?? 0 }.reduce(0, +),
      // Byte 18 of the header is the file format's write version, 2 for WAL: an immutable connection has no
      // journal mode to ask for.
      journalMode: database.bytes(at: 18, count: 1) == [2] ? "wal" : "delete", presetCount: presets.count,
      problems: presets.compactMap { preset in preset.problem.map { "\(preset.name) (\(preset.id)): \($0)" } })
  }
}
