import Foundation
import Testing

@testable import Presets

@Suite struct BackupTests {
  private let folder: TestFolder
  private let store: PresetStore
  private let target: String

  init() throws {
    folder = try TestFolder()
    store = try PresetStore(file: folder.file())
    target = folder.file("backup.db")
    for index in 0..<50 { _ = try store.create(input("p\(index)")) }
  }

  @Test func aBackupIsOneWholeFile() throws {
    let names = Set(try folder.contents(whileOpen: true).keys)
    try PresetBackup.write(folder.file(), to: target)
    #expect(Set(try folder.contents(whileOpen: true).keys) == names.union(["backup.db"]))
    let report = try #require(try DatabaseReport.read(target))
    #expect(report.integrity == "ok")
    #expect(report.journalMode == "delete")
    #expect(try PresetExport.read(target) == PresetExport.read(folder.file()))
    #expect(try PresetStore(file: target).list() == store.list())
  }

  @Test func aFileThatIsThereIsKeptUnlessTold() throws {
    try folder.write(Data("precious".utf8), to: "backup.db")
    let before = try folder.contents(whileOpen: true)
    #expect(try code { try PresetBackup.write(folder.file(), to: target) } == .exists)
    #expect(try folder.contents(whileOpen: true) == before)
    try PresetBackup.write(folder.file(), to: target, overwrite: true)
    #expect(try DatabaseReport.read(target)?.presetCount == 50)
  }

  @Test func aDatabaseInUseIsNeverReplaced() throws {
    #expect(try code { try PresetBackup.write(folder.file(), to: folder.file(), overwrite: true) } == .exists)
    let other = try PresetStore(file: target)
    _ = try other.create(input("theirs"))
    #expect(try code { try PresetBackup.write(folder.file(), to: target, overwrite: true) } == .exists)
    #expect(try other.list().map(\.name) == ["theirs"])
  }

  @Test func aFailedBackupLeavesNothing() throws {
    let before = try folder.contents(whileOpen: true)
    #expect(try code { try PresetBackup.write(folder.file(), to: folder.file("none/b.db")) } == .missing)
    #expect(try code { try PresetBackup.write(folder.file("none.db"), to: target) } == .missing)
    #expect(try code { try PresetBackup.write(folder.file(), to: folder.path, overwrite: true) } == .exists)
    #expect(try folder.contents(whileOpen: true) == before)
  }

  /// Every backup taken while presets are written is whole and holds a moment that was.
  @Test func whileAServerWrites() async throws {
    let written = Task { [store] in
      for index in 0..<200 { _ = try store.create(input("later \(index)")) }
    }
    var counts: [Int] = []
    for round in 0..<10 {
      let target = folder.file("backup \(round).db")
      try PresetBackup.write(folder.file(), to: target)
      let report = try #require(try DatabaseReport.read(target))
      #expect(report.integrity == "ok")
      counts.append(report.presetCount)
    }
    try await written.value
    #expect(counts == counts.sorted())
    #expect(counts.allSatisfy { (50...250).contains($0) })
  }

  @Test func theReportTellsWhatIsThere() throws {
    let before = try folder.contents(whileOpen: true)
    let report = try #require(try DatabaseReport.read(folder.file()))
    #expect(report.schemaVersion == 1)
    #expect(report.integrity == "ok")
    #expect(report.journalMode == "wal")
    #expect(report.presetCount == 50)
    #expect(report.problems == [])
    #expect(report.size == before.values.map(\.count).reduce(0, +))
    #expect(try folder.contents(whileOpen: true) == before)
    #expect(try DatabaseReport.read(folder.file("none")) == nil)
    #expect(try code { _ = try DatabaseReport.read(folder.path) } == .notAFile)
  }
}
