@testable import HTTP

extension Reply {
  /// The response of a reply that is there at once.
  var response: Response? {
    if case .now(let response) = self { response } else { nil }
  }
}

extension Response {
  var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The code of an error in its JSON shape.
  var errorCode: String? {
    text.split(separator: "\"").dropFirst(5).first.map(String.init)
  }
}

extension ResponsePlan {
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  var bytes: [UInt8]? {
    if case .bytes(let bytes) = content { Array(bytes) } else { nil }
  }
}
