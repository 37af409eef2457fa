import Foundation
import Samples
import Synchronization
import Testing

@testable import Presets

@Suite struct StoreTests {
  private let folder: TestFolder
  private let store: PresetStore

  init() throws {
    folder = try TestFolder()
    store = try PresetStore(file: folder.file())
  }

  @Test func whatIsCreatedIsReadAgainByANewStore() throws {
    let preset = try store.create(input("n", run: "qwen/psai"))
    #expect(preset.id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    #expect(preset.createdAt.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    #expect(preset.updatedAt == preset.createdAt)
    let second = try PresetStore(file: folder.file())
    #expect(try second.read(preset.id) == preset)
    #expect(try second.read(preset.id).etag == preset.etag)
  }

  @Test func listIsInNaturalOrderAndOfOneRun() throws {
    for name in ["p10", "P2", "p1", "é", "a"] { _ = try store.create(input(name, run: "one")) }
    _ = try store.create(input("p3", run: "two"))
    #expect(try store.list(trainingRun: "one").map(\.name) == ["a", "p1", "P2", "p10", "é"])
    #expect(try store.list().map(\.name) == ["a", "p1", "P2", "p3", "p10", "é"])
    #expect(try store.list(trainingRun: "One") == [])
  }

  @Test func replaceKeepsIdAndCreationAndChangesTheTag() throws {
    let times = [1_700_000_000, 1_700_000_001, 1_700_000_060]
    let clock = Clock(times)
    let store = try PresetStore(file: folder.file("timed.db"), now: clock.next)
    let preset = try store.create(input("old"))
    let replaced = try store.replace(preset.id, with: input("new", run: "other"), ifMatch: [preset.etag])
    #expect(replaced.id == preset.id)
    #expect(replaced.createdAt == "2023-11-14T22:13:21.000Z")
    #expect(replaced.updatedAt == "2023-11-14T22:14:20.000Z")
    #expect(replaced.etag != preset.etag)
    #expect(try store.list() == [replaced])
  }

  @Test func ifMatchIsComparedWithWhatIsThere() throws {
    let preset = try store.create(input("a"))
    let changed = try store.replace(preset.id, with: input("b"), ifMatch: ["\"other\"", preset.etag])
    #expect(
      try code { _ = try store.replace(preset.id, with: input("c"), ifMatch: [preset.etag]) } == .preconditionFailed)
    #expect(try code { try store.delete(preset.id, ifMatch: [preset.etag]) } == .preconditionFailed)
    #expect(try code { try store.delete(preset.id, ifMatch: []) } == .preconditionFailed)
    // Weak tags never match for a write (RFC 9110, 13.1.1).
    #expect(try code { try store.delete(preset.id, ifMatch: ["W/\(changed.etag)"]) } == .preconditionFailed)
    #expect(try store.list() == [changed])
    try store.delete(preset.id, ifMatch: ["*"])
    #expect(try store.list() == [])
  }

  @Test func whatIsNotThereIsNotFound() throws {
    for id in ["", "nope", "' OR 1=1 --"] {
      #expect(try code { _ = try store.read(id) } == .notFound)
      #expect(try code { _ = try store.replace(id, with: input("n")) } == .notFound)
      #expect(try code { try store.delete(id, ifMatch: ["*"]) } == .notFound)
    }
  }

  @Test func textsAreOnlyTexts() throws {
    let texts = ["'; DROP TABLE presets; --", "\" OR \"\"=\"", "%_?1:id$x@y", "💥\u{301}", "a\\'b", "NULL"]
    for text in texts { _ = try store.create(input(text, run: text, mapping: #"{"x":"'); DELETE FROM presets;--"}"#)) }
    #expect(try store.list().count == texts.count)
    for text in texts { #expect(try store.list(trainingRun: text).map(\.name) == [text]) }
  }

  @Test func aFileThatMovedAwayTakesNoMoreWrites() throws {
    let preset = try store.create(input("kept"))
    try FileManager.default.moveItem(atPath: folder.file(), toPath: folder.file("moved.db"))
    let error = #expect(throws: PresetError.self) { try store.create(input("lost")) }
    #expect(error?.apiCode == "storage_unavailable")
    try FileManager.default.moveItem(atPath: folder.file("moved.db"), toPath: folder.file())
    _ = try store.create(input("more"))
    #expect(try store.list().map(\.name) == [preset.name, "more"])
  }

  /// Waits for the five seconds of `busy_timeout`.
  @Test func aLockedFileIsUnavailableAndThenWorksAgain() throws {
    let other = try plainConnection(folder.file())
    try other.execute("BEGIN IMMEDIATE")
    let error = #expect(throws: PresetError.self) { try store.create(input("n")) }
    #expect(error?.code == .locked)
    #expect(error?.apiCode == "storage_unavailable")
    #expect(try store.list() == [])
    try other.execute("ROLLBACK")
    _ = try store.create(input("n"))
    #expect(try store.list().count == 1)
  }

  @Test func openingALockedFileSaysSo() throws {
    let file = folder.file("locked.db")
    try runSQL(file, Design.all)
    let other = try plainConnection(file)
    try other.execute("BEGIN EXCLUSIVE")
    #expect(try code { _ = try PresetStore(file: file) } == .locked)
    try other.execute("ROLLBACK")
  }

  @Test func storesLeaveNoDescriptorsBehind() throws {
    let file = folder.file()
    func open() throws -> Int {
      // The links themselves: other tests run beside this one and have files of their own open.
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasPrefix(file) == true
      }
    }
    let before = try open()
    for _ in 0..<20 {
      _ = try PresetStore(file: file).list()
      _ = try DatabaseReport.read(file)
      _ = try PresetExport.read(file)
    }
    #expect(try open() == before)
  }
}

/// Gives the times it was given, one after the other.
private final class Clock: Sendable {
  private let times: Mutex<[Int]>
  init(_ times: [Int]) { self.times = Mutex(times) }

  @Sendable func next() -> Timestamp {
    Timestamp(seconds: times.withLock { $0.removeFirst() }, milliseconds: 0)
  }
}
