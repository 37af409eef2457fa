import Foundation
import Samples
import Testing

@testable import Presets

@Suite struct SchemaTests {
  @Test func aNewDatabaseHasTheDesignsSchema() throws {
    let folder = try TestFolder()
    let file = folder.file("a/b/c.db")
    let store = try PresetStore(file: file)
    #expect(try store.list() == [])
    let definitions = try query(file, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    #expect(
      definitions == [
        Design.migrations.replacingOccurrences(of: "IF NOT EXISTS ", with: ""), Design.presets, Design.index,
      ])
    #expect(try query(file, "SELECT version FROM schema_migrations") == ["1"])
  }

  @Test func migrationsAreAppliedOnceAndTimedByTheProgram() throws {
    let folder = try TestFolder()
    for seconds in [1_000_000_000, 2_000_000_000] {
      _ = try PresetStore(file: folder.file()) { Timestamp(seconds: seconds, milliseconds: 7) }
    }
    #expect(
      try query(folder.file(), "SELECT version || ' ' || applied FROM schema_migrations")
        == ["1 2001-09-09T01:46:40.007Z"])
  }

  @Test(arguments: [
    ("PRAGMA journal_mode", "wal"), ("PRAGMA busy_timeout", "5000"), ("PRAGMA foreign_keys", "1"),
    ("PRAGMA synchronous", "2"),
  ]) func everyConnectionHasThePragmas(_ pragma: String, _ value: String) throws {
    let folder = try TestFolder()
    let store = try PresetStore(file: folder.file())
    #expect(try store.write { database throws(PresetError) in try database.rows(pragma) { $0.text(0) } } == [value])
  }

  @Test func anEmptyFileIsANewDatabase() throws {
    let folder = try TestFolder()
    try folder.write(Data())
    let store = try PresetStore(file: folder.file())
    _ = try store.create(input("first"))
    #expect(try store.list().map(\.name) == ["first"])
  }

  @Test func aRelativePathAndOddCharactersAreJustAPath() throws {
    let folder = try TestFolder()
    for name in ["a?mode=memory#x%41 b.db", "é'\".db"] {
      do { _ = try PresetStore(file: folder.file(name)).create(input("kept")) }
      #expect(try PresetStore(file: folder.file(name)).list().map(\.name) == ["kept"])
      #expect(FileManager.default.fileExists(atPath: folder.file(name)))
    }
  }

  @Test(arguments: [
    [Design.migrations, Design.presets, Design.index, Design.versionOne],
    [Design.migrations, Design.presets],
    ["PRAGMA journal_mode=WAL", Design.migrations, Design.presets, Design.index, Design.versionOne],
    [
      "CREATE TABLE schema_migrations (version integer primary key, applied text not null)",
      """
      CREATE TABLE "presets" ("name" VARCHAR(200) NOT NULL, "id" TEXT PRIMARY KEY, "mapping" TEXT NOT NULL,
        "training_run_id" TEXT NOT NULL, "created_at" TEXT NOT NULL, "updated_at" TEXT NOT NULL)
      """,
      Design.versionOne,
    ],
  ]) func aDatabaseMadeByHandIsOpenedAndKept(_ ddl: [String]) throws {
    let folder = try TestFolder()
    let columns = "(id, name, training_run_id, mapping, created_at, updated_at)"
    let row = Design.row().replacingOccurrences(of: "INTO presets", with: "INTO presets \(columns)")
    try runSQL(folder.file(), ddl + [row])
    for _ in 0..<2 {
      let store = try PresetStore(file: folder.file())
      let preset = try #require(store.list(trainingRun: "qwen/psai-v0.3").first)
      #expect(preset.id == "7b3c0c5e-8f5b-4d8e-9a51-0d3f6c1b2a47")
      #expect(preset.name == "By hand")
      #expect(preset.createdAt == "2025-01-02T03:04:05Z")
      #expect(
        text(preset.mapping.json)
          == #"{"x":"cfg","y":"prompt_name","slider":"checkpoint","combos":["seed","index"]}"#)
    }
    #expect(try query(folder.file(), "SELECT version FROM schema_migrations") == ["1"])
  }

  @Test(arguments: ["not json", "[1]", "", #"{"x":"a","y":"a"}"#, #"{"combos":7}"#, #"{"x":"a","x":"b"}"#])
  func aMappingAnotherHandBrokeIsListedWithItsProblem(_ mapping: String) throws {
    let folder = try TestFolder()
    try runSQL(folder.file(), Design.all + [Design.row(name: "broken", mapping: mapping), Design.row(id: "2")])
    let store = try PresetStore(file: folder.file())
    let presets = try store.list()
    #expect(presets.map(\.name) == ["broken", "By hand"].sorted { $0.lowercased() < $1.lowercased() })
    #expect(presets.filter { $0.problem != nil }.map(\.name) == ["broken"])
    #expect(try query(folder.file(), "SELECT mapping FROM presets WHERE name = 'broken'") == [mapping])
  }
}
