import Testing

@testable import HTTP

@Suite struct RequestTests {
  @Test(arguments: [
    ("/a", []),
    ("/a?", []),
    ("/a?x=1", [["x", "1"]]),
    ("/a?x=1&x=2&y", [["x", "1"], ["x", "2"], ["y", ""]]),
    ("/a?a+b=c%2Bd%26e", [["a b", "c+d&e"]]),
    ("/a?x=1=2&&=z", [["x", "1=2"], ["", "z"]]),
    ("/a?x=100%&y=%zz%4", [["x", "100%"], ["y", "%zz%4"]]),
    ("/a?x=%C3%A4?", [["x", "ä?"]]),
  ])
  func query(_ target: String, _ items: [[String]]) {
    #expect(Request(target: target).query.map { [$0.name, $0.value] } == items)
  }

  @Test(arguments: [
    ("/a/b?c", "/a/b", "/a/b?c", nil),
    ("http://host:1/a?b", "/a", "/a?b", "host:1"),
    ("HTTP://host", "/", "/", "host"),
    ("http://host?x", "/", "/?x", "host"),
    ("host:443", "", "host:443", nil),
    ("*", "", "*", nil),
    ("ftp://host/a", "", "ftp://host/a", nil),
  ])
  func target(_ target: String, _ path: String, _ raw: String, _ authority: String?) {
    let request = Request(target: target)
    #expect(String(decoding: request.rawPath, as: UTF8.self) == path)
    #expect(request.rawTarget == raw)
    #expect(request.authority == authority)
  }

  @Test func headersAreFoundWhateverTheCase() {
    let request = Request(target: "/", headers: ["Accept": "a", "If-Match": "\"1\"", "if-match": "\"2\""])
    #expect(request.header("accept") == "a")
    #expect(request.header("Accep") == nil)
    #expect(request.headers.list("IF-MATCH") == "\"1\", \"2\"")
    #expect(request.headers.list("None") == nil)
  }

  @Test func aCopyHasCapturesOfItsOwn() {
    let request = Request(target: "/a", headers: ["Accept": "b"])
    var routed = request
    routed.captures.append("name", Array("c".utf8))
    #expect(routed.parameter("name") == "c" && routed.header("Accept") == "b")
    #expect(request.parameter("name") == nil)
  }

  @Test func aParameterThatIsNotUTF8IsNoText() {
    var request = Request(target: "/")
    request.captures.append("good", Array("ä".utf8))
    request.captures.append("bad", [0xFF])
    #expect(request.parameter("good") == "ä")
    #expect(request.parameter("bad") == nil)
    #expect(request.parameter("none") == nil)
  }
}
