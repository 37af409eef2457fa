import JSON
import Testing

@testable import Presets

@Suite struct InputTests {
  static let refused: [(body: String, field: String, message: String)] = [
    ("", "", "this is not valid JSON: unexpected end at byte 0"),
    ("{", "", "this is not valid JSON: expected a key in quotes at byte 1"),
    ("[]", "", "must be an object"),
    ("null", "", "must be an object"),
    (#"{"name":"\ud800"}"#, "", "this is not valid JSON: lone surrogate at byte 15"),
    (#"{"training_run_id":"r","mapping":{}}"#, "name", "is missing"),
    (#"{"name":7,"training_run_id":"r","mapping":{}}"#, "name", "must be a text"),
    (#"{"name":null,"training_run_id":"r","mapping":{}}"#, "name", "must be a text"),
    (#"{"name":" \t\n ","training_run_id":"r","mapping":{}}"#, "name", "must not be empty"),
    (
      #"{"name":"a\u0007b","training_run_id":"r","mapping":{}}"#, "name",
      "must not contain control characters, here U+0007"
    ),
    (
      #"{"name":"a\u2028b","training_run_id":"r","mapping":{}}"#, "name",
      "must not contain control characters, here U+2028"
    ),
    (#"{"name":"n","mapping":{}}"#, "training_run_id", "is missing"),
    (#"{"name":"n","training_run_id":"","mapping":{}}"#, "training_run_id", "must not be empty"),
    (#"{"name":"n","training_run_id":"a\u0000","mapping":{}}"#, "training_run_id", "must not contain U+0000"),
    (#"{"name":"n","training_run_id":["r"],"mapping":{}}"#, "training_run_id", "must be a text"),
    (#"{"name":"n","training_run_id":"r"}"#, "mapping", "is missing"),
    (#"{"name":"n","training_run_id":"r","mapping":"x"}"#, "mapping", "must be an object"),
    (#"{"name":"n","name":"m","training_run_id":"r","mapping":{}}"#, "name", "is given twice"),
    (
      #"{"name":"n","training_run_id":"r","mapping":{},"color":1}"#, "color",
      "is not known here; known are name, training_run_id, mapping, id, created_at, updated_at"
    ),
    (with(#"{"x":1}"#), "mapping.x", "must be the name of a dimension, a text"),
    (with(#"{"y":""}"#), "mapping.y", "must not be empty"),
    (with(#"{"slider":{}}"#), "mapping.slider", "must be the name of a dimension, a text"),
    (with(#"{"combos":"seed"}"#), "mapping.combos", "must be an array"),
    (with(#"{"combos":["a",2]}"#), "mapping.combos[1]", "must be the name of a dimension, a text"),
    (
      with(#"{"combos":["a","b","a"]}"#), "mapping.combos[2]",
      "the dimension `a` is already in mapping.combos[0]"
    ),
    (with(#"{"x":"cfg","slider":"cfg"}"#), "mapping.slider", "the dimension `cfg` is already in mapping.x"),
    (with(#"{"x":"cfg","combos":["cfg"]}"#), "mapping.combos[0]", "the dimension `cfg` is already in mapping.x"),
    (with(#"{"x":"a","x":"b"}"#), "mapping.x", "is given twice"),
    (with(#"{"zoom":[{"k":1,"k":2}]}"#), "mapping.zoom[0].k", "is given twice"),
  ]

  private static func with(_ mapping: String) -> String {
    #"{"name":"n","training_run_id":"r","mapping":\#(mapping)}"#
  }

  @Test(arguments: refused) func refusalSaysWhatAndWhere(_ body: String, _ field: String, _ message: String) {
    let error = #expect(throws: ValidationError.self) { try PresetInput.parse(Array(body.utf8)) }
    #expect(error == ValidationError(field, message))
  }

  @Test func invalidUTF8AndDeepNesting() {
    let invalid = Array(#"{"name":""#.utf8) + [0xC3, 0x28] + Array(#"","training_run_id":"r","mapping":{}}"#.utf8)
    #expect(throws: ValidationError("", "this is not valid JSON: invalid UTF-8 in a string at byte 11")) {
      try PresetInput.parse(invalid)
    }
    let deep = Self.with(#"{"k":"# + String(repeating: "[", count: 100_000))
    let error = #expect(throws: ValidationError.self) { try PresetInput.parse(Array(deep.utf8)) }
    #expect(error?.message.contains("nested deeper than 61") == true)
  }

  static let lengths: [(String, Bool)] = [
    (String(repeating: "a", count: 200), true), (String(repeating: "a", count: 201), false),
    (String(repeating: "e\u{301}", count: 200), true), (String(repeating: "👩‍👩‍👧‍👦", count: 200), true),
    ("a" + String(repeating: "\u{301}", count: 4000), false), ("  x  ", true), ("'; DROP TABLE presets; --", true),
  ]

  @Test(arguments: lengths) func lengthIsCountedInCharactersPeopleSee(_ name: String, _ accepted: Bool) {
    #expect(((try? input(name)) != nil) == accepted)
  }

  @Test func nameIsTrimmed() throws {
    #expect(try input(" \u{a0}\t a  b \n").name == "a  b")
  }

  @Test func aClientMaySendBackWhatItHasRead() throws {
    let folder = try TestFolder()
    let store = try PresetStore(file: folder.file())
    let preset = try store.create(input("n", mapping: #"{"x":"a","zoom":2}"#))
    let body = JSONWriter.bytes { preset.json.write(to: &$0) }
    #expect(try PresetInput.parse(body) == input("n", mapping: #"{"x":"a","zoom":2}"#))
  }

  static let written: [(String, String)] = [
    ("{}", #"{"combos":[]}"#),
    (#"{"x":null,"y":null,"slider":null,"combos":null}"#, #"{"combos":[]}"#),
    (
      #"{ "z": 1.50, "combos": ["s","i"], "y":"p", "a":{"q":[null,true]}, "x":"c" }"#,
      #"{"x":"c","y":"p","combos":["s","i"],"z":1.50,"a":{"q":[null,true]}}"#
    ),
    (
      #"{"seed":18446744073709551615,"t":"\u00e9\ud83d\ude00"}"#, #"{"combos":[],"seed":18446744073709551615,"t":"é😀"}"#
    ),
  ]

  @Test(arguments: written) func mappingIsWrittenInOneForm(_ given: String, _ expected: String) throws {
    let folder = try TestFolder()
    let store = try PresetStore(file: folder.file())
    let preset = try store.create(input("n", mapping: given))
    #expect(text(preset.mapping.json) == expected)
    #expect(try store.read(preset.id) == preset)
    #expect(try query(folder.file(), "SELECT mapping FROM presets") == [expected])
  }

  @Test func mappingHasALargestSize() throws {
    func mapping(_ size: Int) -> String {
      let frame = #"{"combos":[],"k":""}"#
      return #"{"combos":[],"k":"\#(String(repeating: "a", count: size - frame.utf8.count))"}"#
    }
    #expect(throws: Never.self) { try input("n", mapping: mapping(65_536)) }
    #expect(throws: ValidationError("mapping", "is larger than 65536 bytes")) {
      try input("n", mapping: mapping(65_537))
    }
  }
}
