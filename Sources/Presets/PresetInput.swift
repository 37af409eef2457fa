package import JSON
import Samples

/// What a person gives of a preset, checked.
package struct PresetInput: Equatable, Sendable {
  package let name: String
  package let trainingRun: String
  package let mapping: PresetMapping

  private static let maximumCharacters = 200
  /// A character can be a long chain of joined emoji; most people's 200 characters are under 1 KB.
  private static let maximumNameBytes = 6_400
  /// PATH_MAX: a run's id is at most a path.
  private static let maximumRunBytes = 4_096
  /// What the server gives and does not take: a client may send back the object it has read.
  private static let given = ["id", "created_at", "updated_at"]

  /// - Parameter field: the prefix of the fields that messages name, for presets in a list.
  package init(
    name: String, trainingRun: String, mapping: JSONValue, field: String = ""
  ) throws(ValidationError) {
    let prefix = field.isEmpty ? "" : field + "."
    self.name = try Self.checkedName(name, field: prefix + "name")
    self.trainingRun = try Self.checkedRun(trainingRun, field: prefix + "training_run_id")
    self.mapping = try PresetMapping(mapping, field: prefix + "mapping")
  }

  /// Reads the body of a request.
  package static func parse(_ body: [UInt8]) throws(ValidationError) -> PresetInput {
    let object = try JSONObject(json(body, depth: PresetMapping.maximumDepth + 1), field: "")
    try object.refuseKeys(otherThan: ["name", "training_run_id", "mapping"] + given)
    return try PresetInput(
      name: object.string("name"), trainingRun: object.string("training_run_id"), mapping: object.value("mapping"))
  }

  static func json(_ bytes: [UInt8], depth: Int) throws(ValidationError) -> JSONValue {
    do {
      return try JSONParser.parse(bytes, options: .init(maximumDepth: depth))
    } catch {
      throw ValidationError("", "this is not valid JSON: \(error)")
    }
  }

  private static func checkedName(_ text: String, field: String) throws(ValidationError) -> String {
    let name = trimmed(text)
    guard !name.isEmpty else { throw ValidationError(field, "must not be empty") }
    guard name.count <= maximumCharacters else {
      throw ValidationError(field, "has \(name.count) characters, and at most \(maximumCharacters) are allowed")
    }
    guard name.utf8.count <= maximumNameBytes else {
      throw ValidationError(field, "has \(name.utf8.count) bytes, and at most \(maximumNameBytes) are allowed")
    }
    try refuseControlCharacters(in: name, field: field)
    return name
  }

  static func refuseControlCharacters(in text: String, field: String) throws(ValidationError) {
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        let code = String(scalar.value, radix: 16, uppercase: true).leftPadded(4)
        throw ValidationError(field, "must not contain control characters, here U+\(code)")
      default: continue
      }
    }
  }

  /// A run's id is the name of folders, which may hold any character but NUL.
  private static func checkedRun(_ run: String, field: String) throws(ValidationError) -> String {
    guard !run.isEmpty else { throw ValidationError(field, "must not be empty") }
    guard !run.utf8.contains(0) else { throw ValidationError(field, "must not contain U+0000") }
    guard run.utf8.count <= maximumRunBytes else {
      throw ValidationError(field, "has \(run.utf8.count) bytes, and at most \(maximumRunBytes) are allowed")
    }
    return run
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
