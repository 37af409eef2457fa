import JSON

@testable import HTTP

/// What a client would see: conditions, ranges and compression are applied.
struct Answer {
  let status: Int
  private let plan: ResponsePlan

  init(_ request: Request, _ response: Response) {
    plan = ResponsePlan(response, for: request)
    status = plan.status
  }

  func header(_ name: String) -> String? { plan.headers.first { $0.name == name }?.value }

  var bytes: [UInt8] {
    if case .bytes(let bytes) = plan.content { Array(bytes) } else { [] }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Null when the body is no JSON.
  var json: Field { Field(value: (try? JSONParser.parse(bytes)) ?? .null) }

  /// The length of the body, sent or withheld.
  var length: Int64? {
    switch plan.content {
    case .withheld(let length), .file(_, _, let length): length
    case .bytes(let bytes): Int64(bytes.count)
    case .none, .events: nil
    }
  }

  /// `404 not_found`: the status and the code of an error.
  var error: String { "\(status) \(json["error"]["code"].text)" }

  var message: String { json["error"]["message"].text }
}

/// A part of an answer. What is not there is null, so that a test can ask deep and compare.
struct Field: Equatable {
  static let null = Field(value: .null)

  let value: JSONValue

  subscript(key: String) -> Field { Field(value: value[key] ?? .null) }

  subscript(index: Int) -> Field { array.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .null }

  var array: [Field]? { value.array?.map { Field(value: $0) } }
  var members: [(key: String, value: Field)] { (value.members ?? []).map { ($0.key, Field(value: $0.value)) } }
  var keys: [String] { members.map(\.key) }
  var text: String { value.scalarText ?? "" }
  var texts: [String] { (array ?? []).map(\.text) }
  var integer: Int? { Int(text) }
}
