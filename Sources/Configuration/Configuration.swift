/// What the program runs with: flag > environment > file > default. See docs/configuration.md.
package struct Configuration: Equatable, Sendable {
  package enum WatchMode: String, CaseIterable, Sendable {
    case auto
    case inotify
    case poll
  }

  package struct Watch: Equatable, Sendable {
    package var mode = WatchMode.auto
    package var pollSeconds = 5
  }

  package struct Thumbnails: Equatable, Sendable {
    package var maxCacheMB = 2048
  }

  package struct Access: Equatable, Sendable {
    /// Empty: no request needs one.
    package var token = ""
    package var allowedHosts: [String] = []
  }

  package var root = "./samples"
  package var host = "127.0.0.1"
  package var port = 8080
  package var databasePath = "./data/checkpoint-sampler.db"
  package var cacheDirectory = "./data/cache"
  package var checkpointDirectories: [String] = []
  package var followSymlinks = false
  package var watch = Watch()
  package var thumbnails = Thumbnails()
  package var access = Access()
  /// Empty: the runs are discovered.
  package var trainingRuns: [RunPattern] = []
  /// The file that was read; nil when there was none.
  package var file: String?
  /// What is odd but stops nothing.
  package var warnings: [ConfigurationProblem] = []

  package init() {}
}
