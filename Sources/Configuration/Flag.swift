/// Every flag of the command line.
enum Flag: String, CaseIterable {
  case config = "--config"
  case root = "--root"
  case host = "--host"
  case port = "--port"
  case database = "--db"
  case images = "--images"
  case replace = "--replace"
  case help = "--help"

  var takesValue: Bool { self != .replace && self != .help }

  /// The setting that the flag overrides.
  var key: ConfigurationKey? { ConfigurationKey.allCases.first { $0.flag == rawValue } }
}

extension Subcommand {
  var flags: [Flag] {
    switch self {
    case .serve, .check: [.config, .root, .host, .port, .database, .help]
    case .demo: [.images, .help]
    case .inspect: [.config, .root, .help]
    case .presets: [.config, .database, .replace, .help]
    case .health: [.config, .host, .port, .help]
    }
  }
}
