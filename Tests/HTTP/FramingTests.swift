import Testing

@testable import HTTP

@Suite struct FramingTests {
  @Test(arguments: [
    ([], nil, false),
    ([("Content-Length", "0")], nil, false),
    ([("Content-Length", "5")], nil, true),
    ([("Transfer-Encoding", "chunked")], nil, true),
    ([("Transfer-Encoding", "Chunked")], nil, true),
    ([("Content-Length", "100")], nil, true),
    ([("Content-Length", "101")], 413, true),
    ([("Content-Length", "99999999999999999999")], 413, true),
    ([("Content-Length", "5"), ("Content-Length", "5")], 400, true),
    ([("Content-Length", "0"), ("content-length", "5")], 400, true),
    ([("Content-Length", "5"), ("Transfer-Encoding", "chunked")], 400, true),
    ([("Content-Length", "0"), ("Transfer-Encoding", "identity")], 400, true),
    ([("Content-Length", "5, 5")], 400, true),
    ([("Content-Length", "+5")], 400, true),
    ([("Content-Length", "0x5")], 400, true),
    ([("Content-Length", "")], 400, true),
    ([("Transfer-Encoding", "gzip, chunked")], 400, true),
    ([("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")], 400, true),
    ([("Host", "a"), ("Host", "b")], 400, false),
    ([("Content-Length ", "5")], 400, false),
    ([("", "5")], 400, false),
    ([("X\u{e4}", "5")], 400, false),
    ([("X:Y", "5")], 400, false),
    ([("X", "a\rContent-Length: 5")], 400, false),
    ([("!#$%&'*+-.^_`|~09azAZ", "5")], nil, false),
  ])
  func heads(_ headers: [(String, String)], _ status: Int?, _ hasBody: Bool) {
    let framing = Framing(HeaderFields(headers.map { HeaderField($0.0, $0.1) }), bodyLimit: 50, readLimit: 100)
    #expect(framing.refusal?.status == status)
    #expect(framing.hasBody == hasBody)
  }
}
