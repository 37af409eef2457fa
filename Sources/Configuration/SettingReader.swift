/// A value of one setting before it is put into the configuration, from whatever place.
enum SettingValue {
  case text(String)
  case texts([String])
  case integer(Int)
  case boolean(Bool)
}

/// What is wrong with a value; the place is known one level up.
struct ValueProblem: Error {
  var message: String
  var hint: String?
}

/// Values as they are written in the environment and in flags.
enum SettingText {
  static func read(_ text: String, of key: ConfigurationKey) throws(ValueProblem) -> SettingValue {
    switch key.kind {
    case .text, .path, .choice: return .text(text)
    case .texts(let separator): return .texts(items(text, separator))
    case .paths: return .texts(items(text, ":"))
    case .boolean: return .boolean(try boolean(text))
    case .integer(let range):
      guard let number = Int(text) else {
        throw ValueProblem(
          message: "`\(text)` is no whole number",
          hint: "write a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return .integer(number)
    }
  }

  private static func items(_ text: String, _ separator: Character) -> [String] {
    text.split(separator: separator).map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }

  private static func boolean(_ text: String) throws(ValueProblem) -> Bool {
    switch text.lowercased() {
    case "true", "1", "yes", "on": true
    case "false", "0", "no", "off": false
    default: throw ValueProblem(message: "`\(text)` is neither true nor false", hint: "write `true` or `false`")
    }
  }
}

extension StringProtocol {
  var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// Values as they are written in the file.
enum SettingTOML {
  static func read(_ content: TOMLValue.Content, of key: ConfigurationKey) throws(ValueProblem) -> SettingValue {
    switch (key.kind, content) {
    case (.text, .string(let text)), (.path, .string(let text)), (.choice, .string(let text)): return .text(text)
    case (.boolean, .boolean(let isTrue)): return .boolean(isTrue)
    case (.integer, .integer(let number)): return .integer(Int(number))
    case (.texts, .array(let values)), (.paths, .array(let values)): return .texts(try texts(values, of: key))
    default:
      throw ValueProblem(
        message: "`\(key.rawValue)` must be \(key.kind.typeName), not \(content.typeName)", hint: key.kind.example(key))
    }
  }

  private static func texts(_ values: [TOMLValue], of key: ConfigurationKey) throws(ValueProblem) -> [String] {
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value.content else {
        throw ValueProblem(
          message: "`\(key.rawValue)` must be a list of strings and holds \(value.content.typeName)",
          hint: key.kind.example(key))
      }
      texts.append(text)
    }
    return texts
  }
}

extension ConfigurationKey.Kind {
  fileprivate var typeName: String {
    switch self {
    case .text, .path, .choice: "a string"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .texts, .paths: "a list of strings"
    }
  }

  fileprivate func example(_ key: ConfigurationKey) -> String {
    let name = key.rawValue.split(separator: ".").last ?? ""
    let value =
      switch self {
      case .text, .path: "\"…\""
      case .choice(let choices): "\"\(choices[0])\""
      case .boolean: "true"
      case .integer(let range): "\(max(range.lowerBound, 1))"
      case .texts, .paths: "[\"…\"]"
      }
    return "write for example `\(name) = \(value)`"
  }
}
