import Foundation
import Testing

@testable import Presets

/// What is not ours is refused, and every byte of the folder stays as it was.
@Suite struct RefusalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code: PresetError.Code
    var statements: [String]
  }

  private static let newer = Design.all + [Design.row(), "INSERT INTO schema_migrations VALUES (2, 'x')"]

  static let databases = [
    Case(testDescription: "newer", code: .newer, statements: newer),
    Case(testDescription: "newer in WAL mode", code: .newer, statements: ["PRAGMA journal_mode=WAL"] + newer),
    Case(
      testDescription: "newer with other columns", code: .newer,
      statements: [Design.migrations, "CREATE TABLE presets (id)", "INSERT INTO schema_migrations VALUES (9, 'x')"]),
    Case(testDescription: "other tables", code: .foreign, statements: ["CREATE TABLE notes (body)"]),
    Case(testDescription: "only a view", code: .foreign, statements: ["CREATE VIEW v AS SELECT 1"]),
    Case(testDescription: "presets without migrations", code: .foreign, statements: [Design.presets]),
    Case(
      testDescription: "another program's migrations", code: .foreign,
      statements: ["CREATE TABLE schema_migrations (version varchar)", "CREATE TABLE users (id)"]),
    Case(
      testDescription: "another program's tables beside our migrations", code: .foreign,
      statements: [Design.migrations, "CREATE TABLE users (id)"]),
    Case(
      testDescription: "presets of another shape", code: .foreign,
      statements: [Design.migrations, "CREATE TABLE presets (id, title)", Design.versionOne]),
    Case(
      testDescription: "presets are gone", code: .damaged, statements: [Design.migrations, Design.versionOne]),
  ]

  @Test(arguments: databases) func databaseThatIsNotOurs(_ test: Case) throws {
    let folder = try TestFolder()
    try runSQL(folder.file(), test.statements)
    try expectRefusal(folder, test.code)
  }

  @Test func theMessageNamesFileVersionAndRemedy() throws {
    let folder = try TestFolder()
    try runSQL(folder.file(), Self.newer)
    let error = try #require(throws: PresetError.self) { try PresetStore(file: folder.file()) }
    #expect(
      error.description
        == "\(folder.file()): the database has schema version 2, and this program knows up to 1; use the newer "
        + "Checkpoint Sampler that wrote it, or set another db_path; it was left as it is")
    #expect(!error.message.contains(folder.path))
    #expect(!error.remedy.contains(folder.path))
  }

  static let garbage: [(String, Data)] = [
    ("text", Data("hello, this is no database\n".utf8)), ("one byte", Data([0])),
    ("zeros", Data(count: 8192)), ("noise", Data((0..<20_000).map { UInt8(truncatingIfNeeded: $0 * 7919 >> 3) })),
    ("header only", Data("SQLite format 3\0".utf8)),
    ("header and noise", Data("SQLite format 3\0".utf8) + Data((0..<9000).map { UInt8(truncatingIfNeeded: $0 * 31) })),
  ]

  @Test(arguments: garbage) func whatIsNoDatabase(_ name: String, _ data: Data) throws {
    let folder = try TestFolder()
    try folder.write(data)
    try expectRefusal(folder, .damaged)
  }

  @Test(arguments: [1, 50, 99, 100, 511, 512, 4095, 4096, 8192, 12_288, 16_000]) func truncated(_ size: Int) throws {
    let folder = try TestFolder()
    try folder.write(try Self.filledDatabase().prefix(size))
    try expectRefusal(folder, .damaged)
  }

  @Test func corruptInTheMiddle() throws {
    let folder = try TestFolder()
    var data = try Self.filledDatabase()
    data.replaceSubrange(8192..<12_288, with: Data(repeating: 0xAA, count: 4096))
    try folder.write(data)
    try expectRefusal(folder, .damaged)
  }

  /// Random damage ends in a typed refusal that changes nothing, or in a database that can be used.
  @Test func randomDamage() throws {
    var generator = SeededGenerator()
    let whole = try Self.filledDatabase()
    for round in 0..<60 {
      let folder = try TestFolder()
      var data = whole
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        data[Int.random(in: 0..<data.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { data = data.prefix(.random(in: 1...data.count, using: &generator)) }
      try folder.write(data)
      let before = try folder.contents()
      do throws(PresetError) {
        #expect(try PresetStore(file: folder.file()).list().count <= 300)
      } catch {
        #expect(try folder.contents() == before, "seed \(generator.seed) round \(round): \(error)")
      }
    }
  }

  @Test func foldersDevicesAndPipes() throws {
    let folder = try TestFolder()
    try FileManager.default.createDirectory(atPath: folder.file(), withIntermediateDirectories: true)
    try expectRefusal(folder, .notAFile)
    let pipe = folder.file("pipe")
    mkfifo(pipe, 0o600)
    for path in [pipe, "/dev/zero"] {
      #expect(try code { _ = try PresetStore(file: path) } == .notAFile)
    }
    try folder.write(Data("x".utf8), to: "plain")
    #expect(try code { _ = try PresetStore(file: folder.file("plain/below.db")) } == .missing)
  }

  /// The side files of a server that was killed are the newest state: they are read, and left.
  @Test(arguments: [true, false]) func newerInTheLogOfAKilledServer(_ withIndex: Bool) throws {
    let folder = try TestFolder()
    try Self.killedServer(into: folder, withIndex: withIndex, ["INSERT INTO schema_migrations VALUES (2, 'x')"])
    try expectRefusal(folder, .newer)
  }

  @Test(arguments: [true, false]) func theLogOfAKilledServerIsTakenIn(_ withIndex: Bool) throws {
    let folder = try TestFolder()
    try Self.killedServer(into: folder, withIndex: withIndex, [Design.row(name: "only in the log")])
    #expect(try DatabaseReport.read(folder.file())?.presetCount == 1)
    #expect(try PresetStore(file: folder.file()).list().map(\.name) == ["only in the log"])
  }

  /// Killed at any point of its first start, a server leaves one of these lengths of the log.
  @Test(arguments: [0, 1, 31, 32, 33, 56, 4152, 4153, 8272]) func aLogThatWasCutOff(_ size: Int) throws {
    for withIndex in [true, false] {
      let folder = try TestFolder()
      try Self.killedServer(into: folder, withIndex: withIndex, [Design.row(id: "2", name: "in the log")])
      let log = try #require(FileManager.default.contents(atPath: folder.file() + "-wal"))
      try folder.write(log.prefix(size), to: "checkpoint-sampler.db-wal")
      let before = try folder.contents()
      let count = try #require(try DatabaseReport.read(folder.file())).presetCount
      #expect(try folder.contents() == before)
      #expect(try PresetStore(file: folder.file()).list().count == count)
    }
  }

  /// A program died in the middle of a change with a rollback journal: the journal is played back first.
  @Test func aHotJournal() throws {
    let folder = try TestFolder()
    let other = try TestFolder()
    for statements in [Self.newer, Design.all + [Design.row()]] {
      try? FileManager.default.removeItem(atPath: other.file())
      try runSQL(other.file(), statements)
      let connection = try plainConnection(other.file())
      // A tiny cache spills changed pages into the file before the commit.
      for statement in ["PRAGMA cache_size=1", "BEGIN", "UPDATE presets SET name = 'half done'"] {
        try connection.execute(statement)
      }
      for index in 0..<200 {
        try connection.execute(Design.row(id: "h\(index)", name: String(repeating: "x", count: 400)))
      }
      for suffix in ["", "-journal"] {
        let data = try #require(FileManager.default.contents(atPath: other.file() + suffix))
        try folder.write(data, to: "checkpoint-sampler.db" + suffix)
      }
      if statements == Self.newer { try expectRefusal(folder, .newer) }
      try connection.execute("ROLLBACK")
    }
    #expect(try PresetStore(file: folder.file()).list().map(\.name) == ["By hand"])
  }

  @Test func aLogWithoutItsDatabase() throws {
    let folder = try TestFolder()
    try Self.killedServer(into: folder, withIndex: false, [Design.row()])
    try FileManager.default.removeItem(atPath: folder.file())
    try expectRefusal(folder, .damaged)
  }

  private func expectRefusal(_ folder: TestFolder, _ expected: PresetError.Code) throws {
    let before = try folder.contents()
    let error = #expect(throws: PresetError.self) { try PresetStore(file: folder.file()) }
    #expect(error?.code == expected, "\(error?.description ?? "")")
    #expect(error?.file == folder.file())
    #expect(error?.remedy.isEmpty == false)
    #expect(try folder.contents() == before)
  }

  private static func filledDatabase() throws -> Data {
    let folder = try TestFolder()
    try runSQL(folder.file(), Design.all + ["BEGIN"] + (0..<300).map { Design.row(id: "id \($0)") } + ["COMMIT"])
    return try #require(FileManager.default.contents(atPath: folder.file()))
  }

  /// Copies the files of a database while a connection has it open, which is what `kill -9` leaves.
  private static func killedServer(into folder: TestFolder, withIndex: Bool, _ statements: [String]) throws {
    let other = try TestFolder()
    do { _ = try PresetStore(file: other.file()) }
    let connection = try plainConnection(other.file())
    for statement in statements { try connection.execute(statement) }
    for suffix in ["", "-wal"] + (withIndex ? ["-shm"] : []) {
      let data = try #require(FileManager.default.contents(atPath: other.file() + suffix))
      try folder.write(data, to: "checkpoint-sampler.db" + suffix)
    }
    withExtendedLifetime(other) {}
    try connection.execute("SELECT 1")
  }
}
