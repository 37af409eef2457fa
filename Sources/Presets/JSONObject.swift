import JSON

/// Reads the members of a JSON object and says what is wrong, by the path of the field.
struct JSONObject {
  let members: [JSONValue.Member]
  private let field: String

  init(_ value: JSONValue, field: String) throws(ValidationError) {
    guard let members = value.members else { throw ValidationError(field, "must be an object") }
    self.members = members
    self.field = field
    try Self.refuseDuplicates(in: value, field: field)
  }

  subscript(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  func path(_ key: String) -> String { field.isEmpty ? key : "\(field).\(key)" }

  func refuseKeys(otherThan known: [String]) throws(ValidationError) {
    for member in members where !known.contains(member.key) {
      throw ValidationError(path(member.key), "is not known here; known are \(known.joined(separator: ", "))")
    }
  }

  func value(_ key: String) throws(ValidationError) -> JSONValue {
    guard let value = self[key] else { throw ValidationError(path(key), "is missing") }
    return value
  }

  func string(_ key: String) throws(ValidationError) -> String {
    guard let text = try value(key).string else { throw ValidationError(path(key), "must be a text") }
    return text
  }

  /// Empty when the key is absent or null.
  func array(_ key: String) throws(ValidationError) -> [JSONValue] {
    guard let value = self[key], value != .null else { return [] }
    guard let elements = value.array else { throw ValidationError(path(key), "must be an array") }
    return elements
  }

  /// The same key twice means different things to different readers.
  private static func refuseDuplicates(in value: JSONValue, field: String) throws(ValidationError) {
    switch value {
    case .object(let members):
      var seen: Set<[UInt8]> = []
      for member in members {
        let path = field.isEmpty ? member.key : "\(field).\(member.key)"
        guard seen.insert(Array(member.key.utf8)).inserted else { throw ValidationError(path, "is given twice") }
        try refuseDuplicates(in: member.value, field: path)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        try refuseDuplicates(in: element, field: "\(field)[\(index)]")
      }
    default: return
    }
  }
}
