/// Reads `[[training_runs]]` and their dimensions.
struct TrainingRunsReader {
  let path: String
  private(set) var runs: [RunPattern] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(path: String) { self.path = path }

  mutating func read(_ value: TOMLValue) {
    var names = Set<String>()
    for (table, position) in tables(value, named: "training_runs") {
      guard let run = run(table, at: position) else { continue }
      guard names.insert(run.name).inserted else {
        note(table.position(of: "name") ?? position, "a second training run is named `\(run.name)`")
        continue
      }
      runs.append(run)
    }
  }

  private mutating func run(_ table: [TOMLEntry], at position: TextPosition) -> RunPattern? {
    noteUnknownKeys(table, known: ["name", "pattern", "dimensions"], in: "[[training_runs]]")
    let name = text("name", table, at: position, of: "training run").flatMap { checkedRunName($0) }
    let folders = text("pattern", table, at: position, of: "training run").flatMap { regex($0) }
    let dimensions = dimensions(table)
    guard let name, let folders else { return nil }
    return RunPattern(name: name, folders: folders, dimensions: dimensions)
  }

  private mutating func dimensions(_ table: [TOMLEntry]) -> [PatternDimension] {
    guard let entry = table.first(where: { $0.key == "dimensions" }) else { return [] }
    var found: [PatternDimension] = []
    for (table, position) in tables(entry.value, named: "training_runs.dimensions") {
      guard let dimension = dimension(table, at: position) else { continue }
      if found.contains(where: { $0.name == dimension.name }) {
        note(table.position(of: "name") ?? position, "a second dimension of this run is named `\(dimension.name)`")
      } else {
        found.append(dimension)
      }
    }
    return found
  }

  private mutating func dimension(_ table: [TOMLEntry], at position: TextPosition) -> PatternDimension? {
    noteUnknownKeys(table, known: ["name", "type", "pattern"], in: "[[training_runs.dimensions]]")
    let name = text("name", table, at: position, of: "dimension").flatMap { checkedName($0, of: "dimension") }
    let regex = text("pattern", table, at: position, of: "dimension").flatMap { captureRegex($0) }
    let kind = kind(table)
    guard let name, let regex, let kind else { return nil }
    return PatternDimension(name: name, kind: kind, regex: regex)
  }

  private mutating func kind(_ table: [TOMLEntry]) -> PatternDimension.Kind? {
    guard let entry = table.first(where: { $0.key == "type" }) else { return .string }
    guard case .string(let text) = entry.value.content, let kind = PatternDimension.Kind(rawValue: text) else {
      note(entry.value.position, "a dimension's `type` must be \"int\", \"float\" or \"string\"")
      return nil
    }
    return kind
  }
}

/// The rules for single values.
extension TrainingRunsReader {
  private typealias Text = (text: String, position: TextPosition)

  /// A string that must be there.
  private mutating func text(
    _ key: String, _ table: [TOMLEntry], at position: TextPosition, of what: String
  ) -> Text? {
    guard let entry = table.first(where: { $0.key == key }) else {
      note(position, "this \(what) has no `\(key)`")
      return nil
    }
    guard case .string(let text) = entry.value.content else {
      note(entry.value.position, "`\(key)` must be a string, not \(entry.value.content.typeName)")
      return nil
    }
    return (text, entry.value.position)
  }

  private mutating func checkedRunName(_ name: Text) -> String? {
    guard name.text != ".", name.text != ".." else {
      note(
        name.position, "a training run cannot be named `\(name.text)`",
        hint: "browsers would swallow it from the address")
      return nil
    }
    return checkedName(name, of: "training run")
  }

  private mutating func checkedName(_ name: Text, of what: String) -> String? {
    if name.text.isEmpty {
      note(name.position, "the name of this \(what) is empty")
    } else if name.text.hasControlCharacters {
      note(name.position, "the name of this \(what) holds a control character")
    } else {
      return name.text
    }
    return nil
  }

  private mutating func regex(_ pattern: Text) -> FolderRegex? {
    do {
      return try FolderRegex(pattern.text)
    } catch {
      note(
        pattern.position, "bad regular expression `\(pattern.text)`: \(error.reason)",
        hint: pattern.text.contains("\\") ? nil : "single quotes keep backslashes as they are")
      return nil
    }
  }

  private mutating func captureRegex(_ pattern: Text) -> FolderRegex? {
    guard let regex = regex(pattern) else { return nil }
    guard regex.captureCount == 1 else {
      note(
        pattern.position, "`\(pattern.text)` has \(regex.captureCount) capture groups and needs exactly one",
        hint: regex.captureCount == 0 ? "put the value in `( )`" : "write `(?: )` for groups that are not the value")
      return nil
    }
    return regex
  }
}

/// The shape of the tables.
extension TrainingRunsReader {
  private mutating func tables(_ value: TOMLValue, named name: String) -> [([TOMLEntry], TextPosition)] {
    guard case .array(let values) = value.content else {
      note(value.position, "`\(name)` must be a list of tables", hint: "write `[[\(name)]]` above each")
      return []
    }
    return values.compactMap { element in
      if case .table(let entries) = element.content { return (entries, element.position) }
      note(element.position, "`\(name)` must hold tables, not \(element.content.typeName)")
      return nil
    }
  }

  private mutating func noteUnknownKeys(_ table: [TOMLEntry], known: [String], in name: String) {
    for entry in table where !known.contains(entry.key) {
      note(
        entry.keyPosition, "unknown key `\(entry.key)` in `\(name)`",
        hint: Suggestion.hint(for: entry.key, among: known))
    }
  }

  private mutating func note(_ position: TextPosition, _ message: String, hint: String? = nil) {
    problems.append(.init(.file(path, position), message, hint: hint))
  }
}

extension [TOMLEntry] {
  fileprivate func position(of key: String) -> TextPosition? { first { $0.key == key }?.value.position }
}
