extension Configuration {
  /// Reads file, environment and flags; every problem of all three is reported together.
  package static func load(_ sources: ConfigurationSources) throws(ConfigurationError) -> Configuration {
    var loader = ConfigurationLoader(sources: sources)
    loader.readFile()
    loader.readEnvironment()
    loader.readFlags()
    guard loader.problems.isEmpty else { throw ConfigurationError(problems: loader.problems) }
    return loader.configuration
  }
}

/// Each layer is laid over the one before; a bad value is noted and the reading goes on.
private struct ConfigurationLoader {
  static let largestFile = 1 << 20

  let sources: ConfigurationSources
  var configuration = Configuration()
  var problems: [ConfigurationProblem] = []

  mutating func readFile() {
    let (path, namedBy) = sources.file
    do {
      guard let text = try FileReader.read(path, limit: Self.largestFile) else {
        if let namedBy {
          note(.init(namedBy, "there is no file `\(path)`", hint: "write one or leave \(namedBy) out"))
        }
        return
      }
      configuration.file = path
      var reader = ConfigurationFile(path: path, home: sources.home, configuration: configuration)
      reader.read(text)
      configuration = reader.configuration
      problems += reader.problems.sorted { ($0.position, $0.description) < ($1.position, $1.description) }
    } catch {
      note(.init(.file(path, nil), "cannot be read: \(error.reason)"))
    }
  }

  mutating func readEnvironment() {
    let keys = Dictionary(uniqueKeysWithValues: ConfigurationKey.allCases.map { ($0.environmentName, $0) })
    let variables = sources.environment.filter { $0.key.hasPrefix(ConfigurationKey.environmentPrefix) }
    for (name, text) in variables.sorted(by: { $0.key < $1.key }) {
      guard let key = keys[name] else {
        // Not an error: a wrapper's own variables may share the prefix, and the file is where misspellings happen.
        if !ConfigurationSources.otherVariables.contains(name) {
          let warning = ConfigurationProblem(
            .environment(name), "unknown variable, ignored", hint: Self.hint(forVariable: name))
          configuration.warnings.append(warning)
        }
        continue
      }
      // Compose files and service units often pass on variables that nobody set.
      if !text.isEmpty { set(key, text, at: .environment(name)) }
    }
  }

  /// Compared without the prefix that all share. `…_TOKEN` for `…_ACCESS_TOKEN` is a forgotten table.
  private static func hint(forVariable name: String) -> String? {
    let prefix = ConfigurationKey.environmentPrefix
    let typed = String(name.dropFirst(prefix.count))
    let known = ConfigurationKey.allCases.map { String($0.environmentName.dropFirst(prefix.count)) }
    let meant = known.first { $0.hasSuffix("_" + typed) } ?? Suggestion.nearest(to: typed, among: known)
    return meant.map { "did you mean `\(prefix)\($0)`?" }
  }

  mutating func readFlags() {
    for key in ConfigurationKey.allCases {
      guard let text = sources.flags[key], let flag = key.flag else { continue }
      set(key, text, at: .flag(flag))
    }
  }

  private mutating func set(_ key: ConfigurationKey, _ text: String, at place: ConfigurationProblem.Place) {
    do {
      let value = try SettingText.read(text, of: key)
      let paths = PathResolver(folder: nil, home: sources.home)
      try configuration.set(key, paths.resolved(value, of: key))
    } catch {
      note(.init(place, error.message, hint: error.hint))
    }
  }

  private mutating func note(_ problem: ConfigurationProblem) { problems.append(problem) }
}

extension ConfigurationProblem {
  fileprivate var position: TextPosition {
    if case .file(_, let position?) = place { return position }
    return TextPosition(line: 0, column: 0)
  }
}
