import Foundation
import Testing

@testable import Presets

@Suite struct TransferTests {
  private let folder: TestFolder
  private let file: String

  init() throws {
    folder = try TestFolder()
    file = folder.file()
  }

  private func filled() throws -> PresetStore {
    let store = try PresetStore(file: file)
    for (run, name) in [("b10", "z"), ("b2", "é'\"\\ 😀"), ("b2", "a2"), ("b2", "a10"), ("b2", "a2")] {
      _ = try store.create(input(name, run: run, mapping: #"{"x":"cfg","combos":["s"],"zoom":{"k":1.50},"a":[]}"#))
    }
    return store
  }

  private func importText(_ text: String, into store: PresetStore, replace: Bool = false) throws -> ImportReport {
    try folder.write(Data(text.utf8), to: "import.json")
    return try store.importPresets(from: folder.file("import.json"), replace: replace)
  }

  private func exported(_ presets: String...) -> String {
    #"{"format":"checkpoint-sampler-presets","version":1,"presets":[\#(presets.joined(separator: ","))]}"#
  }

  private func preset(
    id: String = "1", name: String = "n", mapping: String = "{}", time: String = "2025-01-01T00:00:00Z"
  ) -> String {
    #"{"id":"\#(id)","name":"\#(name)","training_run_id":"r","mapping":\#(mapping),"#
      + #""created_at":"\#(time)","updated_at":"\#(time)"}"#
  }

  @Test func exportIsStableAndComesBackByteForByte() throws {
    let store = try filled()
    let bytes = try PresetExport.read(file)
    #expect(try PresetExport.read(file) == bytes)
    let names = String(decoding: bytes, as: UTF8.self).matches(of: /"name":"(\w+)/).map { String($0.1) }
    #expect(names == ["a2", "a2", "a10", "é", "z"])

    try folder.write(Data(bytes), to: "export.json")
    let second = try PresetStore(file: folder.file("second.db"))
    let report = try second.importPresets(from: folder.file("export.json"))
    #expect(report.added.count == 5)
    #expect(try PresetExport.read(folder.file("second.db")) == bytes)
    #expect(try second.list() == store.list())
  }

  @Test func anEmptyExportIsOneToo() throws {
    _ = try PresetStore(file: file)
    let text = "{\"format\":\"checkpoint-sampler-presets\",\"version\":1,\"presets\":[\n]}\n"
    #expect(try PresetExport.read(file) == Array(text.utf8))
    #expect(try importText(text, into: PresetStore(file: file)) == ImportReport())
    try folder.write(Data(), to: "empty.db")
    #expect(try PresetExport.read(folder.file("empty.db")) == Array(text.utf8))
    #expect(try code { _ = try PresetExport.read(folder.file("none.db")) } == .missing)
  }

  @Test func theSameIsLeftAndOtherContentAsksForReplace() throws {
    let store = try PresetStore(file: file)
    _ = try importText(exported(preset(id: "1"), preset(id: "2", name: "two")), into: store)
    let changed = exported(preset(id: "2", name: "two"), preset(id: "3"), preset(id: "1", name: "other"))

    let error = #expect(throws: PresetError.self) { try importText(changed, into: store) }
    #expect(error?.code == .conflict)
    #expect(error?.message == "presets that are here already have other content there: other (1)")
    #expect(try store.list().map(\.id) == ["1", "2"])

    let report = try importText(changed, into: store, replace: true)
    #expect(
      report.description == """
        added 1, replaced 1, unchanged 1
          added     n (r)
          replaced  other (r)
        """)
    #expect(report.unchanged.map(\.name) == ["two"])
    #expect(try store.list().map(\.name) == ["n", "other", "two"])
  }

  @Test func whatDoesNotHoldIsRefusedAsAWhole() throws {
    let store = try PresetStore(file: file)
    let cases: [(String, String)] = [
      ("", "this is not valid JSON: unexpected end at byte 0"),
      ("{}", "format: must be `checkpoint-sampler-presets`: this is no export of presets"),
      (exported().replacing("1", with: "2"), "version: must be 1, the one this program knows"),
      (exported().replacing("[]", with: "{}"), "presets: must be an array"),
      (exported("7"), "presets[0]: must be an object"),
      (exported(preset(), preset()), "presets: the id 1 is given twice"),
      (exported(preset(), preset(id: "2", name: " ")), "presets[1].name: must not be empty"),
      (exported(preset(id: "")), "presets[0].id: must have 1 to 200 bytes"),
      (exported(preset(time: "now")), "presets[0].created_at: must be a time such as 2025-01-31T12:00:00Z"),
      (
        exported(preset(mapping: #"{"x":"a","combos":["a"]}"#)),
        "presets[0].mapping.combos[0]: the dimension `a` is already in presets[0].mapping.x"
      ),
    ]
    for (text, message) in cases {
      let error = #expect(throws: PresetError.self) { try importText(text, into: store) }
      #expect(error?.code == .invalid)
      #expect(error?.message == message)
    }
    #expect(try store.list() == [])
  }

  @Test func theDeepestMappingThatIsTakenComesBackFromAnExport() throws {
    let store = try PresetStore(file: file)
    let deepest = #"{"k":"# + String(repeating: "[", count: 59) + String(repeating: "]", count: 59) + "}"
    let body = #"{"name":"n","training_run_id":"r","mapping":\#(deepest)}"#
    _ = try store.create(PresetInput.parse(Array(body.utf8)))
    #expect(throws: ValidationError.self) {
      try PresetInput.parse(Array(body.replacing("[[", with: "[[[", maxReplacements: 1).utf8))
    }
    let bytes = try PresetExport.read(file)
    let second = try PresetStore(file: folder.file("second.db"))
    _ = try importText(String(decoding: bytes, as: UTF8.self), into: second)
    #expect(try PresetExport.read(folder.file("second.db")) == bytes)
  }

  @Test func anotherProgramsDatabase() throws {
    let other = try TestFolder()
    try runSQL(
      other.file(),
      [
        "PRAGMA journal_mode=WAL", "CREATE TABLE users (id)",
        """
        CREATE TABLE presets (id TEXT PRIMARY KEY, mapping TEXT, name TEXT, training_run_id TEXT, owner TEXT,
          created_at TEXT DEFAULT CURRENT_TIMESTAMP, updated_at TEXT DEFAULT CURRENT_TIMESTAMP)
        """,
        """
        INSERT INTO presets (id, name, training_run_id, mapping, created_at, updated_at)
        VALUES ('A', 'theirs', 'run', '{"combos":["s"],"x":"cfg","theme":"dark"}',
          '2025-05-06 07:08:09', '2025-05-06T09:08:09.25+02:00')
        """,
      ])
    let before = try other.contents()
    let store = try PresetStore(file: file)
    #expect(try store.importPresets(from: other.file()).added.map(\.name) == ["theirs"])
    #expect(try other.contents() == before)
    let preset = try store.read("A")
    #expect(text(preset.mapping.json) == #"{"x":"cfg","combos":["s"],"theme":"dark"}"#)
    #expect(preset.createdAt == "2025-05-06T07:08:09Z")
    #expect(preset.updatedAt == "2025-05-06T07:08:09.25Z")
    #expect(try store.importPresets(from: other.file()).unchanged.count == 1)
  }

  @Test func aRunningServersDatabase() throws {
    let other = try TestFolder()
    let server = try PresetStore(file: other.file())
    let preset = try server.create(input("fresh"))
    let before = try other.contents(whileOpen: true)
    let store = try PresetStore(file: file)
    #expect(try store.importPresets(from: other.file()).added.map(\.name) == ["fresh"])
    #expect(try store.list() == [preset])
    #expect(try other.contents(whileOpen: true) == before)
    _ = try server.create(input("goes on"))
    #expect(try server.list().count == 2)
  }

  @Test func databasesThatHaveNoPresets() throws {
    let store = try PresetStore(file: file)
    let cases: [([String], PresetError.Code)] = [
      (["CREATE TABLE notes (id)"], .foreign), (["CREATE TABLE presets (id, name, mapping)"], .foreign),
      (Design.all + [Design.row(mapping: "broken")], .invalid), (Design.all + [Design.row(time: "soon")], .invalid),
    ]
    for (index, (statements, expected)) in cases.enumerated() {
      let other = folder.file("other \(index).db")
      try runSQL(other, statements)
      #expect(try code { _ = try store.importPresets(from: other) } == expected)
    }
    #expect(try code { _ = try store.importPresets(from: file) } == .invalid)
    #expect(try code { _ = try store.importPresets(from: folder.file("none")) } == .missing)
    #expect(try code { _ = try store.importPresets(from: folder.path) } == .notAFile)
    #expect(try store.list() == [])
  }

  @Test func anExportIsNeverSilentlyIncomplete() throws {
    try runSQL(file, Design.all + [Design.row(name: "odd", mapping: "[]")])
    let error = #expect(throws: PresetError.self) { try PresetExport.read(file) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("`odd`") == true)
  }
}
