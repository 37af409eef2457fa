package import JSON

/// Which dimension has which role, with the keys that this version does not know.
///
/// Written in one form: `x`, `y`, `slider` where they are set, `combos` always, then the unknown keys in the order
/// they came in.
package struct PresetMapping: Equatable, Sendable {
  package let json: JSONValue

  /// How deep a mapping may be nested: what holds mappings (a request, an export) allows as much more as it adds.
  static let maximumDepth = 60
  static let maximumBytes = 65_536
  private static let axes = ["x", "y", "slider"]

  var bytes: [UInt8] { JSONWriter.bytes { json.write(to: &$0) } }

  private init(unchecked json: JSONValue) { self.json = json }

  /// - Parameter field: where `value` stands, for the message.
  package init(_ value: JSONValue, field: String = "mapping") throws(ValidationError) {
    let object = try JSONObject(value, field: field)
    var roles = Roles()
    var members: [JSONValue.Member] = []
    for axis in Self.axes {
      guard let value = object[axis], value != .null else { continue }
      try roles.assign(value, to: object.path(axis))
      members.append(.init(axis, value))
    }
    let combos = try object.array("combos")
    for (index, combo) in combos.enumerated() { try roles.assign(combo, to: "\(object.path("combos"))[\(index)]") }
    members.append(.init("combos", .array(combos)))
    members += object.members.filter { $0.key != "combos" && !Self.axes.contains($0.key) }
    json = .object(members)
    guard bytes.count <= Self.maximumBytes else {
      throw ValidationError(field, "is larger than \(Self.maximumBytes) bytes")
    }
  }

  /// The mapping of a stored text. One that breaks the rules is shown as it is, one that is no object as an empty
  /// mapping.
  static func stored(_ text: String) -> (mapping: PresetMapping, problem: String?) {
    var json = JSONValue.object([.init("combos", .array([]))])
    do {
      let value = try JSONParser.parse(text, options: .init(maximumDepth: maximumDepth))
      if value.members != nil { json = value }
      return (try PresetMapping(value), nil)
    } catch {
      return (PresetMapping(unchecked: json), "\(error)")
    }
  }
}

/// Which role each dimension has so far; names are compared by their bytes, as the index does.
private struct Roles {
  private var taken: [[UInt8]: String] = [:]

  mutating func assign(_ value: JSONValue, to role: String) throws(ValidationError) {
    guard let name = value.string else { throw ValidationError(role, "must be the name of a dimension, a text") }
    guard !name.isEmpty else { throw ValidationError(role, "must not be empty") }
    if let other = taken.updateValue(role, forKey: Array(name.utf8)) {
      throw ValidationError(role, "the dimension `\(name)` is already in \(other)")
    }
  }
}
