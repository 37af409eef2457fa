import JSON
import Testing

/// What RFC 8259 allows, what it forbids, and what Python adds to it.
@Suite struct JSONParserTests {
  @Test(arguments: [
    ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("\"\"", .string("")),
    ("18446744073709551615", .number("18446744073709551615")), ("-0.50e+10", .number("-0.50e+10")),
    ("[]", .array([])), ("[ ]", .array([])), ("{}", .object([])),
    ("[1,[2]]", .array([.number("1"), .array([.number("2")])])),
    (#"{"b":1,"a":{}}"#, .object([.init("b", .number("1")), .init("a", .object([]))])),
    (#""a\"\\\/\n\t\r\b\f\u00e9\uD83D\ude00""#, .string("a\"\\/\n\t\r\u{8}\u{C}é😀")),
    ("\"日本\"", .string("日本")),
  ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test(arguments: [
    ("", "unexpected end", 0), ("[1,]", "unexpected character", 3), ("[1 2]", "expected `,` or `]`", 3),
    (#"{"a"}"#, "expected `:`", 4), (#"{"a":1,}"#, "expected a key in quotes", 7),
    ("{1:2}", "expected a key in quotes", 1),
    ("01", "a number cannot start with 0", 2), ("1.", "expected a digit", 2), ("1e", "expected a digit", 2),
    ("-", "unexpected character", 0), ("+1", "unexpected character", 0), ("nul", "unexpected character", 0),
    ("\"a", "unterminated string", 2), ("\"a\u{1}\"", "control character in a string", 2),
    (#""\x""#, "unknown escape", 2), (#""\u12g4""#, "expected four hex digits", 5),
    (#""\ud83d""#, "lone surrogate", 7), (#""\udc00""#, "lone surrogate", 7), ("1 2", "text after the value", 2),
    ("NaN", "unexpected character", 0), ("[1", "expected `,` or `]`", 2), ("{\"a\":", "unexpected end", 5),
    ("\"\\", "unknown escape", 2), ("}", "unexpected character", 0),
  ])
  func refuses(text: String, reason: String, offset: Int) throws {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    #expect(error?.reason == reason)
    if reason != "lone surrogate" { #expect(error?.offset == offset) }
  }

  @Test func refusesBytesThatAreNoUTF8() {
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xE9, 0x22]) }
  }

  @Test func readsPythonsNumbersAsNullOutsideStringsOnly() throws {
    let options = JSONParser.Options(nonFiniteIsNull: true)
    let value = try JSONParser.parse(#"{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN test"}"#, options: options)
    #expect(value["a"] == .null)
    #expect(value["b"] == .array([.null, .null]))
    #expect(value["c"] == .string("NaN test"))
  }

  @Test func repairsStringsWhenAsked() throws {
    let options = JSONParser.Options(repairsStrings: true)
    #expect(try JSONParser.parse(#""a\ud83d""#, options: options) == .string("a\u{FFFD}"))
    #expect(try JSONParser.parse(#""\udc00b""#, options: options) == .string("\u{FFFD}b"))
    #expect(try JSONParser.parse(#""\ud83d\u0041""#, options: options) == .string("\u{FFFD}A"))
    #expect(try JSONParser.parse("\"a\nb\"", options: options) == .string("a\nb"))
  }

  @Test func holdsItsDepthLimit() throws {
    let options = JSONParser.Options(maximumDepth: 3)
    #expect(try JSONParser.parse("[[[1]]]", options: options).array?.count == 1)
    #expect(throws: JSONError.self) { try JSONParser.parse("[[[[1]]]]", options: options) }
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(throws: JSONError.self) { try JSONParser.parse(deep) }
    #expect(throws: JSONError.self) { try JSONParser.parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test func keepsTheFirstOfTwoMembers() throws {
    #expect(try JSONParser.parse(#"{"a":1,"a":2}"#)["a"] == .number("1"))
  }

  @Test func writesWhatItRead() throws {
    let text = #"{"a":[1,2.50,"x\n\"",null,true,{}],"b":{"c":18446744073709551615}}"#
    let value = try JSONParser.parse(text)
    #expect(String(decoding: JSONWriter.bytes { value.write(to: &$0) }, as: UTF8.self) == text)
  }
}
