import Foundation
import Testing

@testable import Presets

/// A file system in memory of its own, small or read-only. Needs the right to mount, which root in a container
/// may lack; the tests that use it ask `isAllowed` first.
private final class MountedFolder {
  let path: String

  static let isAllowed: Bool = (try? MountedFolder(options: "size=64k")) != nil

  init(options: String) throws {
    path = NSTemporaryDirectory() + "/presets-mount-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("tmpfs", path, "tmpfs", 0, options) == 0 else {
      rmdir(path)
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  func makeReadOnly() -> Bool { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}

@Suite struct FullDiskTests {
  private static let large = #"{"note":"\#(String(repeating: "x", count: 20_000))"}"#

  /// SQLite's own limit of pages: the error is the one of a full disk, wherever the tests run.
  @Test func aFullDatabaseKeepsWhatItHasAndWorksAgain() throws {
    let folder = try TestFolder()
    let store = try PresetStore(file: folder.file())
    func limit(_ pages: Int) throws {
      try store.write { database throws(PresetError) in try database.execute("PRAGMA max_page_count=\(pages)") }
    }
    try limit(20)
    let kept = try fill(store)
    #expect(try store.list().map(\.id) == kept)
    try limit(1_000_000)
    _ = try store.create(input("zz", mapping: Self.large))
    #expect(try PresetStore(file: folder.file()).list().count == kept.count + 1)
  }

  @Test(.enabled(if: MountedFolder.isAllowed, "only where a file system may be mounted"))
  func aFullDiskKeepsWhatItHasAndWorksAgain() throws {
    let disk = try MountedFolder(options: "size=512k")
    let file = disk.path + "/data/presets.db"
    let store = try PresetStore(file: file)
    let ballast = disk.path + "/ballast"
    try Data(count: 150_000).write(to: URL(fileURLWithPath: ballast))
    let kept = try fill(store)
    #expect(!kept.isEmpty)
    #expect(try store.list().map(\.id) == kept)
    try FileManager.default.removeItem(atPath: ballast)
    _ = try store.create(input("zz", mapping: Self.large))
    #expect(try store.list().count == kept.count + 1)
    #expect(try DatabaseReport.read(file)?.integrity == "ok")
  }

  @Test(.enabled(if: MountedFolder.isAllowed, "only where a file system may be mounted"))
  func startingOnAFullDisk() throws {
    let disk = try MountedFolder(options: "size=64k")
    try? Data(count: 65_536).write(to: URL(fileURLWithPath: disk.path + "/ballast"))
    let error = #expect(throws: PresetError.self) { try PresetStore(file: disk.path + "/presets.db") }
    #expect(error?.apiCode == "storage_full")
    try FileManager.default.removeItem(atPath: disk.path + "/ballast")
    #expect(try PresetStore(file: disk.path + "/presets.db").list() == [])
  }

  @Test(.enabled(if: MountedFolder.isAllowed, "only where a file system may be mounted"))
  func aReadOnlyDiskIsReadAndNotWritten() throws {
    let disk = try MountedFolder(options: "size=1m")
    let file = disk.path + "/presets.db"
    do { _ = try PresetStore(file: file).create(input("there")) }
    try #require(disk.makeReadOnly())
    #expect(try code { _ = try PresetStore(file: file) } == .readOnly)
    #expect(try code { _ = try PresetStore(file: disk.path + "/new.db") } == .readOnly)
    #expect(try code { _ = try PresetStore(file: disk.path + "/new/new.db") } == .readOnly)
    #expect(try DatabaseReport.read(file)?.presetCount == 1)
    #expect(String(decoding: try PresetExport.read(file), as: UTF8.self).contains("there"))
    let folder = try TestFolder()
    #expect(try PresetStore(file: folder.file()).importPresets(from: file).added.count == 1)
    try PresetBackup.write(file, to: folder.file("backup.db"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func aFolderOfAnotherUser() throws {
    let folder = try TestFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    #expect(try code { _ = try PresetStore(file: folder.file()) } == .unreadable)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
  }

  /// Creates until it is full, and gives what was acknowledged, in the order of the list.
  private func fill(_ store: PresetStore) throws -> [String] {
    var kept: [String] = []
    for index in 0..<100 {
      do throws(PresetError) {
        kept.append(try store.create(Self.presetInput(index)).id)
      } catch {
        #expect(error.code == .full)
        #expect(error.apiCode == "storage_full")
        return kept
      }
    }
    Issue.record("the disk never became full")
    return kept
  }

  private static func presetInput(_ index: Int) -> PresetInput {
    do { return try input("p\(index)", mapping: large) } catch { fatalError("\(error)") }
  }
}
