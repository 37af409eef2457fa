/// One thing that is wrong with the configuration: where, what, and what to write instead.
package struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    case file(String, TextPosition?)
    case environment(String)
    case flag(String)
  }

  package var place: Place
  package var message: String
  package var hint: String?

  package init(_ place: Place, _ message: String, hint: String? = nil) {
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// `config.toml:12:3: unknown key `ports`, did you mean `port`?`
  package var description: String { "\(place): \(message)" + (hint.map { ", \($0)" } ?? "") }
}

extension ConfigurationProblem.Place: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let path, nil): path
    case .file(let path, let position?): "\(path):\(position.line):\(position.column)"
    case .environment(let name): name
    case .flag(let name): name
    }
  }
}

/// Everything that is wrong with the configuration, not only the first thing; never empty.
package struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  package var problems: [ConfigurationProblem]

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
