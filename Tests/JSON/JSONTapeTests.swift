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
