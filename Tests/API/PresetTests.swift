import Foundation
import HTTP
import JSON
import Testing

private func body(_ name: String, mapping: String = #"{"x":"cfg","combos":["seed"]}"#) -> String {
  #"{"name":"\#(name)","training_run_id":"run","mapping":\#(mapping)}"#
}

struct PresetTests {
  private func created(_ served: ServedFolder, _ name: String = "one") throws -> (id: String, etag: String) {
    let answer = served.ask("POST", "/api/presets", body: body(name))
    try #require(answer.status == 201, "\(answer.text)")
    return (answer.json["id"].text, try #require(answer.header("ETag")))
  }

  @Test func aPresetIsMadeReadReplacedAndDeleted() throws {
    let served = try ServedFolder()
    let made = served.ask("POST", "/api/presets", body: body("  first \\u00e9 "))
    #expect(made.status == 201)
    #expect(made.json.keys == ["id", "name", "training_run_id", "mapping", "created_at", "updated_at"])
    #expect(made.json["name"].text == "first é")
    let id = made.json["id"].text
    #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    #expect(made.json["created_at"].text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil)
    #expect(made.header("Location") == "/api/presets/\(id)")
    #expect(served.get("/api/presets/\(id)").text == made.text)

    let changed = served.ask(
      "PUT", "/api/presets/\(id)", body: body("second", mapping: #"{"y":"cfg","later":{"k":[1.50]}}"#))
    #expect(changed.status == 200)
    #expect(changed.header("ETag") != made.header("ETag"))
    let mapping = #"{"y":"cfg","combos":[],"later":{"k":[1.50]}}"#
    #expect(changed.text.contains(mapping), "unknown keys survive: \(changed.text)")
    #expect(changed.json["created_at"] == made.json["created_at"])

    let gone = served.ask("DELETE", "/api/presets/\(id)")
    #expect(gone.status == 204)
    #expect(gone.length == nil)
    for method in ["GET", "DELETE"] { #expect(served.ask(method, "/api/presets/\(id)").error == "404 not_found") }
    #expect(served.ask("PUT", "/api/presets/\(id)", body: body("x")).error == "404 not_found")
  }

  @Test func theListIsOfOneRunOrOfAllInNaturalOrder() throws {
    let served = try ServedFolder()
    for name in ["p10", "p2", "P1"] { _ = try created(served, name) }
    _ = served.ask("POST", "/api/presets", body: #"{"name":"a","training_run_id":"other/run","mapping":{}}"#)
    func names(_ query: String) -> [String] {
      (served.get("/api/presets\(query)").json["presets"].array ?? []).map { $0["name"].text }
    }
    #expect(names("?training_run_id=run") == ["P1", "p2", "p10"])
    #expect(names("?training_run_id=other%2Frun") == ["a"])
    #expect(names("?training_run_id=none").isEmpty)
    #expect(names("") == ["a", "P1", "p2", "p10"])
    #expect(names("?training_run_id=") == names(""))
    #expect(served.get("/api/presets?run=x").error == "400 unknown_parameter")
    #expect(served.get("/api/presets?training_run_id=a&training_run_id=b").error == "400 repeated_parameter")
  }

  /// What `If-Match` says of the current tag `T`, and whether it lets a change through.
  @Test(arguments: [
    ("T", true), ("*", true), (#""old", T"#, true), (#"T,"old""#, true), ("\"old\"", false), ("W/T", false),
    ("", false),
    ("old", false), ("\"*\"", false),
  ])
  func aChangeCanAskForAState(_ condition: String, _ holds: Bool) throws {
    let served = try ServedFolder()
    let (id, etag) = try created(served)
    let headers = HeaderFields([HeaderField("If-Match", condition.replacingOccurrences(of: "T", with: etag))])
    let put = served.ask("PUT", "/api/presets/\(id)", headers, body: body("two"))
    #expect(put.error == (holds ? "200 " : "412 precondition_failed"))
    #expect(served.get("/api/presets/\(id)").json["name"].text == (holds ? "two" : "one"))

    let now = try #require(served.get("/api/presets/\(id)").header("ETag"))
    let current = HeaderFields([HeaderField("If-Match", condition.replacingOccurrences(of: "T", with: now))])
    #expect(served.ask("DELETE", "/api/presets/\(id)", current).error == (holds ? "204 " : "412 precondition_failed"))
  }

  @Test func severalIfMatchLinesAreOneList() throws {
    let served = try ServedFolder()
    let (id, etag) = try created(served)
    let headers = HeaderFields([HeaderField("If-Match", "\"old\""), HeaderField("If-Match", etag)])
    #expect(served.ask("PUT", "/api/presets/\(id)", headers, body: body("two")).status == 200)
  }

  @Test func theTagOfAGzippedAnswerHoldsToo() throws {
    let served = try ServedFolder()
    let long = #"{"notes":"\#(String(repeating: "long ", count: 400))"}"#
    let id = served.ask("POST", "/api/presets", body: body("big", mapping: long)).json["id"].text
    let read = served.get("/api/presets/\(id)", ["Accept-Encoding": "gzip"])
    #expect(read.header("Content-Encoding") == "gzip")
    let etag = try #require(read.header("ETag"))
    #expect(served.ask("PUT", "/api/presets/\(id)", ["If-Match": etag], body: body("two")).status == 200)
  }

  @Test func aReadAnswersWithItsTag() throws {
    let served = try ServedFolder()
    let (id, etag) = try created(served)
    #expect(served.get("/api/presets/\(id)").header("ETag") == etag)
    #expect(served.get("/api/presets/\(id)", ["If-None-Match": etag]).status == 304)
  }

  @Test(arguments: [
    ("", "not valid JSON"), ("{", "not valid JSON"), ("[]", "object"), (#"{"name":1}"#, "name"),
    (body("  "), "name"), (body(String(repeating: "n", count: 201)), "201"), (body("a\\u0007b"), "U+0007"),
    (body("\\ud800"), "JSON"), (#"{"name":"n","mapping":{}}"#, "training_run_id"),
    (#"{"name":"n","training_run_id":"","mapping":{}}"#, "training_run_id"),
    (#"{"name":"n","training_run_id":"r"}"#, "mapping"), (body("n", mapping: "3"), "mapping"),
    (body("n", mapping: #"{"x":1}"#), "mapping.x"), (body("n", mapping: #"{"x":"a","y":"a"}"#), "mapping.y"),
    (body("n", mapping: #"{"combos":["a","a"]}"#), "combos[1]"), (body("n", mapping: #"{"combos":"a"}"#), "combos"),
    (body("n", mapping: #"{"k":"\#(String(repeating: "k", count: 65_536))"}"#), "65536"),
    (body("n", mapping: String(repeating: "[", count: 200) + String(repeating: "]", count: 200)), "deep"),
    (#"{"name":"n","training_run_id":"r","mapping":{},"more":1}"#, "more"),
  ])
  func whatIsWrongIsSaid(_ text: String, _ hint: String) throws {
    let served = try ServedFolder()
    let answer = served.ask("POST", "/api/presets", body: text)
    #expect(answer.error == "400 invalid_preset")
    #expect(answer.message.contains(hint), "\(answer.message)")
    let (id, _) = try created(served)
    #expect(served.ask("PUT", "/api/presets/\(id)", body: text).error == "400 invalid_preset")
    #expect(served.get("/api/presets").json["presets"].array?.count == 1)
  }

  @Test func invalidUTF8IsRefused() throws {
    let served = try ServedFolder()
    let request = Request(
      method: "POST", target: "/api/presets", body: Array("{\"name\":\"".utf8) + [0xFF] + Array("\"}".utf8))
    #expect(served.ask(request).error == "400 invalid_preset")
  }

  @Test func sqlInANameIsAName() throws {
    let served = try ServedFolder()
    let name = "'); DROP TABLE presets; --"
    _ = try created(served, name)
    #expect(served.get("/api/presets").json["presets"][0]["name"].text == name)
    #expect(served.get("/api/presets/x'%20OR%20'1'='1").error == "404 not_found")
  }

  @Test(arguments: ["POST /api/presets", "GET /api/presets/ID", "PUT /api/presets/ID", "DELETE /api/presets/ID"])
  func otherRoutesTakeNoParameters(_ route: String) throws {
    let served = try ServedFolder()
    let (id, _) = try created(served)
    let parts = route.replacingOccurrences(of: "ID", with: id).split(separator: " ").map(String.init)
    #expect(served.ask(parts[0], parts[1] + "?force=1", body: body("n")).error == "400 unknown_parameter")
  }
}
