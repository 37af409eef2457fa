internal import JSON

/// JSON as Python programs embed it.
enum MetadataJSON {
  static let options = JSONParser.Options(nonFiniteIsNull: true, repairsStrings: true, maximumDepth: 256)

  static func object(_ bytes: [UInt8]) -> JSONValue? {
    guard looksLikeObject(bytes), let value = try? JSONParser.parse(bytes, options: options), value.members != nil,
      !repeatsAName(value)
    else { return nil }
    return value
  }

  /// With a name that stands twice in one object it is not known which of its values was used: as good as damaged.
  private static func repeatsAName(_ value: JSONValue) -> Bool {
    if let elements = value.array { return elements.contains(where: repeatsAName) }
    guard let members = value.members else { return false }
    return Set(members.map(\.key)).count < members.count || members.contains { repeatsAName($0.value) }
  }

  static func object(_ text: String) -> JSONValue? { object(Array(text.utf8)) }

  /// Spares the parser every text that is prose.
  static func looksLikeObject(_ bytes: [UInt8]) -> Bool {
    bytes.first { !TextBytes.isSpace($0) } == UInt8(ascii: "{")
  }

  /// `{"` begins JSON; `{red|blue} car` is a prompt of the dynamic-prompts extension.
  static func isMeantAsObject(_ bytes: [UInt8]) -> Bool {
    let rest = bytes[...].trimmed
    guard rest.first == UInt8(ascii: "{") else { return false }
    return rest.dropFirst().first { !TextBytes.isSpace($0) } == UInt8(ascii: "\"")
  }
}

extension JSONValue {
  /// The text of the first of these members that is a string or a number and not empty.
  func text(_ names: String...) -> String? {
    for name in names {
      if let text = self[name]?.scalarText, !text.isEmpty { return text }
    }
    return nil
  }

  /// As `text`, only when it is a number.
  func number(_ names: String...) -> String? {
    for name in names {
      if let text = self[name]?.scalarText, let number = Figure.number(text) { return number }
    }
    return nil
  }

  /// Prompts may be empty: an empty negative prompt is known, not absent.
  func prompt(_ names: String...) -> String? {
    for name in names { if let text = self[name]?.string { return text } }
    return nil
  }

  /// The members that a dialect has no place for, for the page's detail view.
  func further(without known: Set<String>) -> [GenerationParameters.Pair] {
    (members ?? []).compactMap { member in
      guard !known.contains(member.key) else { return nil }
      let text: String? =
        switch member.value {
        case .bool(let flag): flag ? "true" : "false"
        default: member.value.scalarText
        }
      return text.flatMap { $0.isEmpty ? nil : .init(member.key, $0) }
    }
  }
}
