import Testing

@testable import HTTP

@Suite struct ETagTests {
  @Test(arguments: [
    ("\"a\"", "\"a\"", true, true),
    ("W/\"a\"", "\"a\"", true, false),
    ("\"a\"", "W/\"a\"", true, false),
    ("\"b\", \"a\"", "\"a\"", true, true),
    ("\"b\",W/\"a\" , \"c\"", "\"a\"", true, false),
    ("\"a,b\"", "\"b\"", false, false),
    ("\"a,b\"", "\"a,b\"", true, true),
    ("*", "\"a\"", true, true),
    (" * ", "\"a\"", true, true),
    ("\"a-gz\"", "\"a\"", true, true),
    ("\"a\"", "\"a-gz\"", true, true),
    ("\"aa\"", "\"a\"", false, false),
    ("a", "\"a\"", false, false),
    ("\"a", "\"a\"", false, false),
    ("", "\"a\"", false, false),
  ])
  func list(_ list: String, _ tag: String, weak: Bool, strong: Bool) {
    #expect(ETag.list(list, matches: tag, .weak) == weak)
    #expect(ETag.list(list, matches: tag, .strong) == strong)
  }

  @Test(arguments: [
    ("\"a\"", ["\"a\""]), ("\"a-gz\"", ["\"a\""]), ("\"a\", W/\"b\" ,\"c,d\"", ["\"a\"", "\"c,d\""]), (" * ", ["*"]),
    ("\"*\"", ["\"*\""]), ("W/\"a\"", []), ("a", []), ("", []),
  ])
  func ifMatch(_ header: String, _ tags: [String]) {
    #expect(Request(target: "/", headers: ["If-Match": header]).ifMatch == tags)
  }

  @Test func severalLinesAreOneList() {
    let request = Request(target: "/", headers: ["If-Match": "\"a\"", "if-match": "\"b\""])
    #expect(request.ifMatch == ["\"a\"", "\"b\""])
    #expect(Request(target: "/").ifMatch == nil)
  }

  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (1_709_210_096, "Thu, 29 Feb 2024 12:34:56 GMT"),
  ])
  func dates(_ seconds: Int, _ text: String) {
    #expect(HTTPDate.text(seconds) == text)
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(arguments: ["", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT"])
  func noDates(_ text: String) { #expect(HTTPDate.seconds(text) == nil) }
}
