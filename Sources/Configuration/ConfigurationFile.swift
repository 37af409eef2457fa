/// Reads a config file into a configuration, and notes everything that is wrong with it.
struct ConfigurationFile {
  static let trainingRuns = "training_runs"

  let path: String
  let home: String?
  var configuration: Configuration
  var problems: [ConfigurationProblem] = []

  init(path: String, home: String?, configuration: Configuration) {
    self.path = path
    self.home = home
    self.configuration = configuration
  }

  mutating func read(_ text: [UInt8]) {
    do {
      readTable(try TOMLValue.parse(text), prefix: "")
    } catch {
      note(error.position, error.message)
    }
  }

  /// `prefix` is empty for the root table, else `watch.` and the like.
  private mutating func readTable(_ entries: [TOMLEntry], prefix: String) {
    for entry in entries {
      let name = prefix + entry.key
      if let key = ConfigurationKey(rawValue: name) {
        set(key, entry.value)
      } else if name == Self.trainingRuns {
        readTrainingRuns(entry.value)
      } else if Self.tables.contains(name) {
        readSection(entry, name)
      } else {
        noteUnknown(entry, prefix: prefix)
      }
    }
  }

  private mutating func readSection(_ entry: TOMLEntry, _ name: String) {
    guard case .table(let entries) = entry.value.content else {
      note(
        entry.value.position, "`\(name)` must be a table, not \(entry.value.content.typeName)",
        hint: "write `[\(name)]` on a line of its own and its keys below")
      return
    }
    readTable(entries, prefix: name + ".")
  }

  private mutating func set(_ key: ConfigurationKey, _ value: TOMLValue) {
    do {
      let read = try SettingTOML.read(value.content, of: key)
      try configuration.set(key, PathResolver(file: path, home: home).resolved(read, of: key))
    } catch {
      note(value.position, error.message, hint: error.hint)
    }
  }

  private mutating func readTrainingRuns(_ value: TOMLValue) {
    var reader = TrainingRunsReader(path: path)
    reader.read(value)
    configuration.trainingRuns = reader.runs
    problems += reader.problems
  }

  private mutating func note(_ position: TextPosition, _ message: String, hint: String? = nil) {
    problems.append(.init(.file(path, position), message, hint: hint))
  }
}

/// Unknown keys, and where they would belong.
extension ConfigurationFile {
  private static let tables = Set(
    ConfigurationKey.allCases.compactMap { $0.rawValue.split(separator: ".").dropLast().last.map(String.init) })

  private mutating func noteUnknown(_ entry: TOMLEntry, prefix: String) {
    let message =
      prefix.isEmpty ? "unknown key `\(entry.key)`" : "unknown key `\(entry.key)` in `[\(prefix.dropLast())]`"
    note(entry.keyPosition, message, hint: hint(for: entry.key, prefix: prefix))
  }

  private func hint(for name: String, prefix: String) -> String? {
    let all = ConfigurationKey.allCases.map(\.rawValue) + Self.tables.sorted() + [Self.trainingRuns]
    let siblings = all.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    if let hint = Suggestion.hint(for: name, among: siblings.filter { !$0.contains(".") }) { return hint }
    guard let elsewhere = all.first(where: { $0.split(separator: ".").last ?? "" == name }) else { return nil }
    let table = elsewhere.split(separator: ".").dropLast().joined(separator: ".")
    return table.isEmpty ? "`\(name)` stands above the first `[table]`" : "`\(name)` stands in `[\(table)]`"
  }
}
