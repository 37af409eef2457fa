import JSON
import Testing

@Suite struct JSONTapeTests {
  private func tape(_ text: String) throws -> JSONTape { try JSONTape(Array(text.utf8)) }

  @Test func findsMembersWithoutReadingTheRest() throws {
    let tape = try tape(#"{"skip":{"name":"inner"},"list":[1,[2,3],"x"],"name":"outer"}"#)
    let name = try #require(tape.member("name", of: JSONTape.root))
    #expect(tape.string(name) == "outer")
    let list = try #require(tape.member("list", of: JSONTape.root))
    #expect(tape.children(of: list).map { tape.scalarText($0) } == ["1", nil, "x"])
    #expect(tape.member("none", of: JSONTape.root) == nil)
    #expect(tape.member("name", of: list) == nil)
  }

  @Test func comparesKeysByTheirText() throws {
    let tape = try tape(#"{"n\u0061me":"a\tb"}"#)
    let name = try #require(tape.member("name", of: JSONTape.root))
    #expect(tape.string(name) == "a\tb")
    #expect(tape.raw(name).elementsEqual(#"a\tb"#.utf8))
  }

  @Test func scalarsHaveNoChildren() throws {
    let tape = try tape("7")
    #expect(tape.kind(of: JSONTape.root) == .number)
    #expect(Array(tape.children(of: JSONTape.root)).isEmpty)
    #expect(tape.string(JSONTape.root) == nil)
    #expect(tape.scalarText(JSONTape.root) == "7")
  }

  @Test func nextSkipsWhatLiesWithin() throws {
    let tape = try tape("[[1,2],{\"a\":[3]},4]")
    let children = Array(tape.children(of: JSONTape.root))
    #expect(children.map { tape.kind(of: $0) } == [.array, .object, .number])
    #expect(tape.next(after: children[0]) == children[1])
    #expect(tape.value(children[1]) == .object([.init("a", .array([.number("3")]))]))
  }

  private static let parts = [
    ("", ""), (#"\""#, "\""), (#"\\"#, "\\"), (#"\n"#, "\n"), ("é", "é"), ("\u{7F}", "\u{7F}"),
  ]

  /// Strings are looked through eight bytes at a time: what ends or changes one is found wherever it stands.
  @Test func stringsEndWhereTheyEnd() throws {
    for length in 0..<20 {
      let plain = String(repeating: "a", count: length)
      for (written, read) in Self.parts {
        for tail in ["", "b", "bcdefghi", "!#[]~"] {
          let tape = try tape("[\"\(plain)\(written)\(tail)\",\"next\"]")
          #expect(tape.children(of: JSONTape.root).map(tape.string) == [plain + read + tail, "next"])
        }
      }
      #expect(throws: JSONError.self) { try self.tape("\"\(plain)") }
      #expect(throws: JSONError.self) { try self.tape("\"\(plain)\u{1F}aaaaaaaa\"") }
      #expect(throws: JSONError.self) { try JSONTape(Array("\"\(plain)".utf8) + [0xFF] + Array("aaaaaaaa\"".utf8)) }
    }
  }

  @Test func looksAtNamesWithoutCopyingThem() throws {
    let tape = try tape(#"{"latent_image":1,"":2,"a\u0062":3,"z":{"y":4}}"#)
    var members: [(key: Int, value: Int)] = []
    tape.forEachMember(of: JSONTape.root) { key, value in
      members.append((key, value))
      return members.count < 3
    }
    #expect(members.map { tape.scalarText($0.value) } == ["1", "2", "3"])
    #expect(tape.key(members[0].key, begins: "latent"))
    #expect(!tape.key(members[0].key, begins: "latent_images"))
    #expect(!tape.key(members[0].value, begins: "1"))
    #expect(tape.shape(of: members[0].key).map { [$0.count, Int($0.first)] } == [12, 0x6C])
    #expect(tape.shape(of: members[1].key).map { [$0.count, Int($0.first)] } == [0, 0])
    #expect(tape.shape(of: members[2].key) == nil)
    tape.forEachMember(of: members[0].value) { _, _ in
      Issue.record("a number has no members")
      return true
    }
  }

  @Test func readsAnyBytesOrRefusesThem() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "1", "-", ".", "e", "true", "NaN", " ", "é", "\u{0}",
    ]
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        .joined()
      guard let value = try? JSONParser.parse(text, options: .init(nonFiniteIsNull: true, repairsStrings: true)) else {
        continue
      }
      // What was read can be written and read again.
      let written = JSONWriter.bytes { value.write(to: &$0) }
      #expect((try? JSONParser.parse(written)) == value, "seed \(seed), text \(text)")
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
