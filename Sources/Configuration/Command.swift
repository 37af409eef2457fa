/// What the command line asks for. ROOT and the flags of the configuration stand beside it in `Invocation`.
package enum Command: Equatable, Sendable {
  case serve
  case demo(folder: String, images: Int?)
  case inspect(paths: [String])
  /// Nil: to standard output.
  case presetsExport(file: String?)
  case presetsImport(file: String, replace: Bool)
  case presetsBackup(file: String)
  case check
  case health
  case version
  /// Nil: of the whole program.
  case help(of: Subcommand?)
}

package enum Subcommand: String, CaseIterable, Sendable {
  case serve
  case demo
  case inspect
  case presets
  case check
  case health
}

/// A command with what it says about the configuration.
package struct Invocation: Equatable, Sendable {
  package var command: Command
  package var configPath: String?
  package var flags: [ConfigurationKey: String] = [:]

  package init(_ command: Command, configPath: String? = nil, flags: [ConfigurationKey: String] = [:]) {
    self.command = command
    self.configPath = configPath
    self.flags = flags
  }

  package func sources(environment: [String: String]) -> ConfigurationSources {
    ConfigurationSources(flags: flags, configPath: configPath, environment: environment)
  }
}

/// A command line that cannot be understood.
package struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  package var hint: String?
  /// Whose `--help` helps.
  package var subcommand: Subcommand?

  package var description: String {
    let program = "checkpoint-sampler" + (subcommand.map { " \($0.rawValue)" } ?? "")
    return message + (hint.map { ", \($0)" } ?? "") + "\nsee `\(program) --help`"
  }
}
