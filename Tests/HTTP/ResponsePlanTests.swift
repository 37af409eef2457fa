import Testing

@testable import HTTP

@Suite struct ResponsePlanTests {
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let later = "Sun, 06 Nov 1994 08:49:38 GMT"
  private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"

  private func plan(_ headers: HeaderFields, method: String = "GET", status: Int = 200) -> ResponsePlan {
    let response = Response(
      status: status, headers: [HeaderField("ETag", "\"t\""), HeaderField("Last-Modified", Self.date)],
      body: .bytes(Array("0123456789".utf8)))
    return ResponsePlan(response, for: Request(method: method, target: "/", headers: headers))
  }

  @Test(arguments: [
    ([], 200),
    ([("If-None-Match", "\"t\"")], 304),
    ([("If-None-Match", "W/\"t\"")], 304),
    ([("If-None-Match", "\"u\"")], 200),
    ([("If-None-Match", "\"u\""), ("If-None-Match", "\"t\"")], 304),
    ([("If-Modified-Since", date)], 304),
    ([("If-Modified-Since", later)], 304),
    ([("If-Modified-Since", earlier)], 200),
    ([("If-Modified-Since", "nonsense")], 200),
    ([("If-None-Match", "\"u\""), ("If-Modified-Since", date)], 200),
    ([("Range", "bytes=2-4")], 206),
    ([("Range", "bytes=10-")], 416),
    ([("Range", "bytes=0-1,3-4")], 200),
    ([("Range", "bytes=2-4"), ("If-Range", "\"t\"")], 206),
    ([("Range", "bytes=2-4"), ("If-Range", "\"u\"")], 200),
    ([("Range", "bytes=2-4"), ("If-Range", "W/\"t\"")], 200),
    ([("Range", "bytes=2-4"), ("If-Range", "\"t-gz\"")], 200),
    ([("Range", "bytes=2-4"), ("If-Range", date)], 206),
    ([("Range", "bytes=2-4"), ("If-Range", later)], 200),
    ([("Range", "bytes=2-4"), ("If-None-Match", "\"t\"")], 304),
  ])
  func status(_ headers: [(String, String)], _ status: Int) {
    #expect(plan(HeaderFields(headers.map { HeaderField($0.0, $0.1) })).status == status)
  }

  @Test func aPart() {
    let part = plan(["Range": "bytes=2-4"])
    #expect(part.bytes == Array("234".utf8))
    #expect(part.header("Content-Range") == "bytes 2-4/10")
    #expect(part.header("ETag") == "\"t\"")
  }

  @Test func notSatisfiable() {
    let refused = plan(["Range": "bytes=10-"])
    #expect(refused.header("Content-Range") == "bytes */10")
    #expect(refused.header("ETag") == nil)
  }

  @Test func headTellsTheLengthAndIgnoresRange() {
    let head = plan(["Range": "bytes=2-4"], method: "HEAD")
    #expect(head.status == 200)
    guard case .withheld(length: 10) = head.content else {
      Issue.record("\(head.content)")
      return
    }
  }

  @Test(arguments: [("PUT", 200), ("GET", 404)])
  func otherAnswersAreNotConditional(_ method: String, _ status: Int) {
    #expect(plan(["If-None-Match": "\"t\"", "Range": "bytes=2-4"], method: method, status: status).status == status)
  }

  // MARK: Compression

  private static let large = Array(String(repeating: "[1, 2, 3]\n", count: 1000).utf8)

  private func json(_ headers: HeaderFields, method: String = "GET") -> ResponsePlan {
    var response = Response.json(Self.large)
    response[header: "ETag"] = "\"t\""
    return ResponsePlan(response, for: Request(method: method, target: "/", headers: headers))
  }

  @Test func gzipped() throws {
    let plan = json(["Accept-Encoding": "gzip"])
    #expect(plan.header("Content-Encoding") == "gzip")
    #expect(plan.header("Vary") == "Accept-Encoding")
    #expect(plan.header("ETag") == "\"t-gz\"")
    #expect(plan.header("Accept-Ranges") == nil)
    #expect(try gunzip(plan.bytes ?? []) == Self.large)
  }

  @Test func plainStillVaries() {
    let plan = json([:])
    #expect(plan.header("Content-Encoding") == nil)
    #expect(plan.header("Vary") == "Accept-Encoding")
    #expect(plan.header("ETag") == "\"t\"")
    #expect(plan.bytes == Self.large)
  }

  @Test(arguments: ["\"t\"", "\"t-gz\"", "W/\"t-gz\""])
  func bothTagsStandForTheSameState(_ tag: String) {
    #expect(json(["Accept-Encoding": "gzip", "If-None-Match": tag]).status == 304)
    #expect(json(["If-None-Match": tag]).status == 304)
  }

  @Test func aPartIsOfThePlainBody() {
    let plan = json(["Accept-Encoding": "gzip", "Range": "bytes=0-8"])
    #expect(plan.status == 206)
    #expect(plan.bytes == Array("[1, 2, 3]".utf8))
    #expect(plan.header("Content-Encoding") == nil)
  }

  @Test func errorsAreGzippedTooAndEventsNever() {
    let long = Response.error(400, "long", String(repeating: "x", count: 2000))
    let request = Request(target: "/", headers: ["Accept-Encoding": "gzip"])
    #expect(ResponsePlan(long, for: request).header("Content-Encoding") == "gzip")
    let events = ResponsePlan(.events(EventStream(next: { [] }, closed: {})), for: request)
    #expect(events.header("Content-Encoding") == nil)
  }
}
