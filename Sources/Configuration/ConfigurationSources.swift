/// Where settings come from, besides the file. Both are plain values, so that tests need no process of their own.
package struct ConfigurationSources: Equatable, Sendable {
  /// The command line's flags, as typed.
  package var flags: [ConfigurationKey: String]
  /// `--config`
  package var configPath: String?
  package var environment: [String: String]

  package init(
    flags: [ConfigurationKey: String] = [:], configPath: String? = nil, environment: [String: String] = [:]
  ) {
    self.flags = flags
    self.configPath = configPath
    self.environment = environment
  }

  package static let configPathVariable = "CONFIG_PATH"
  /// Where the page lies, for packagers and for working on it.
  package static let webVariable = "CHECKPOINT_SAMPLER_WEB"
  /// Variables with our prefix that are no configuration.
  static let otherVariables: Set = [webVariable]
  package static let defaultPath = "./config.toml"

  /// The file to read, and who named it; nobody named the default, so it may be missing.
  var file: (path: String, namedBy: ConfigurationProblem.Place?) {
    if let configPath { return (configPath, .flag("--config")) }
    if let path = environment[Self.configPathVariable], !path.isEmpty {
      return (path, .environment(Self.configPathVariable))
    }
    return (Self.defaultPath, nil)
  }

  /// The folder that `~` stands for.
  var home: String? { environment["HOME"] }
}
