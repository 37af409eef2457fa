/// Every setting that is a single value. The table below is the whole contract of config file, environment and flags;
/// docs/configuration.md and config.toml are tested against it.
package enum ConfigurationKey: String, CaseIterable, Sendable {
  case root
  case host
  case port
  case databasePath = "db_path"
  case cacheDirectory = "cache_dir"
  case checkpointDirectories = "checkpoint_dirs"
  case followSymlinks = "follow_symlinks"
  case watchMode = "watch.mode"
  case watchPollSeconds = "watch.poll_seconds"
  case thumbnailsMaxCacheMB = "thumbnails.max_cache_mb"
  case accessToken = "access.token"
  case accessAllowedHosts = "access.allowed_hosts"

  package static let environmentPrefix = "CHECKPOINT_SAMPLER_"

  /// `watch.poll_seconds` → `CHECKPOINT_SAMPLER_WATCH_POLL_SECONDS`
  package var environmentName: String {
    Self.environmentPrefix + rawValue.uppercased().split(separator: ".").joined(separator: "_")
  }

  package var flag: String? {
    switch self {
    case .root: "--root"
    case .host: "--host"
    case .port: "--port"
    case .databasePath: "--db"
    default: nil
    }
  }

  /// What a value of this key looks like, wherever it comes from.
  enum Kind {
    case text
    case path
    case boolean
    case integer(ClosedRange<Int>)
    case choice([String])
    /// `separator` splits it in the environment, where there are no lists.
    case texts(separator: Character)
    case paths
  }

  var kind: Kind {
    switch self {
    case .host, .accessToken: .text
    case .root, .databasePath, .cacheDirectory: .path
    case .followSymlinks: .boolean
    case .port: .integer(0...65_535)
    case .watchPollSeconds: .integer(1...86_400)
    case .thumbnailsMaxCacheMB: .integer(1...1_000_000_000)
    case .watchMode: .choice(Configuration.WatchMode.allCases.map(\.rawValue))
    case .accessAllowedHosts: .texts(separator: ",")
    case .checkpointDirectories: .paths
    }
  }
}
