import Testing

@testable import Configuration

struct ConfigurationTests {
  @Test func withoutAnythingTheDefaultsHold() throws {
    let folder = try Scratch()
    let configuration = try Configuration.load(.init(configPath: try folder.write("")))
    #expect(configuration.root == "./samples")
    #expect(configuration.port == 8080)
    #expect(configuration.watch.mode == .auto)
    #expect(configuration.trainingRuns.isEmpty)
  }

  @Test func theFileSaysWhatItSays() throws {
    let folder = try Scratch()
    let path = try folder.write(
      """
      root = "/data/out"
      host = "::"
      port = 0
      db_path = "/db/presets.db"
      cache_dir = "/cache"
      checkpoint_dirs = ["/models/a", "/models/b"]
      follow_symlinks = true
      [watch]
      mode = "poll"
      poll_seconds = 60
      [thumbnails]
      max_cache_mb = 10
      [access]
      token = "s3cret"
      allowed_hosts = ["studio.local"]
      """)
    var expected = Configuration()
    expected.root = "/data/out"
    expected.host = "::"
    expected.port = 0
    expected.databasePath = "/db/presets.db"
    expected.cacheDirectory = "/cache"
    expected.checkpointDirectories = ["/models/a", "/models/b"]
    expected.followSymlinks = true
    expected.watch = .init(mode: .poll, pollSeconds: 60)
    expected.thumbnails.maxCacheMB = 10
    expected.access = .init(token: "s3cret", allowedHosts: ["studio.local"])
    expected.file = path
    #expect(try Configuration.load(.init(configPath: path)) == expected)
  }

  @Test func flagBeatsEnvironmentBeatsFile() throws {
    let folder = try Scratch()
    let path = try folder.write("port = 1\nhost = \"10.0.0.1\"\nroot = \"/file\"")
    let configuration = try Configuration.load(
      .init(
        flags: [.port: "3"], configPath: path,
        environment: ["CHECKPOINT_SAMPLER_PORT": "2", "CHECKPOINT_SAMPLER_HOST": "10.0.0.2"]))
    #expect(configuration.port == 3)
    #expect(configuration.host == "10.0.0.2")
    #expect(configuration.root == "/file")
  }

  @Test func theEnvironmentReachesEveryKey() throws {
    let folder = try Scratch()
    let values: [ConfigurationKey: String] = [
      .root: "/r", .host: "h", .port: "1", .databasePath: "/d", .cacheDirectory: "/c",
      .checkpointDirectories: "/a:/b", .followSymlinks: "yes", .watchMode: "inotify", .watchPollSeconds: "9",
      .thumbnailsMaxCacheMB: "7", .accessToken: "t", .accessAllowedHosts: "one, two",
    ]
    #expect(Set(values.keys) == Set(ConfigurationKey.allCases))
    let environment = Dictionary(uniqueKeysWithValues: values.map { ($0.key.environmentName, $0.value) })
    let configuration = try Configuration.load(
      .init(configPath: try folder.write(""), environment: environment))
    var expected = Configuration()
    expected.root = "/r"
    expected.host = "h"
    expected.port = 1
    expected.databasePath = "/d"
    expected.cacheDirectory = "/c"
    expected.checkpointDirectories = ["/a", "/b"]
    expected.followSymlinks = true
    expected.watch = .init(mode: .inotify, pollSeconds: 9)
    expected.thumbnails.maxCacheMB = 7
    expected.access = .init(token: "t", allowedHosts: ["one", "two"])
    expected.file = configuration.file
    #expect(configuration == expected)
  }

  @Test func anEmptyVariableIsNotSet() throws {
    let folder = try Scratch()
    let configuration = try Configuration.load(
      .init(configPath: try folder.write("port = 5"), environment: ["CHECKPOINT_SAMPLER_PORT": ""]))
    #expect(configuration.port == 5)
  }

  @Test func relativePathsStartWhereTheyAreWritten() throws {
    let folder = try Scratch()
    let path = try folder.write("root = \"./pictures\"\ncheckpoint_dirs = [\"models\", \"~/m\", \"/m\"]")
    let configuration = try Configuration.load(
      .init(flags: [.databasePath: "./mine.db"], configPath: path, environment: ["HOME": "/home/me"]))
    #expect(configuration.root == folder.path + "/pictures")
    #expect(configuration.checkpointDirectories == [folder.path + "/models", "/home/me/m", "/m"])
    #expect(configuration.databasePath == "./mine.db")
  }

  @Test func configPathNamesTheFile() throws {
    let folder = try Scratch()
    let path = try folder.write("port = 77")
    #expect(try Configuration.load(.init(environment: ["CONFIG_PATH": path])).port == 77)
  }

  @Test func onlyANamedFileMustExist() throws {
    #expect(
      allProblems(.init(configPath: "/nowhere/c.toml")) == [
        "--config: there is no file `/nowhere/c.toml`, write one or leave --config out"
      ])
    #expect(
      allProblems(.init(environment: ["CONFIG_PATH": "/nowhere/c.toml"])) == [
        "CONFIG_PATH: there is no file `/nowhere/c.toml`, write one or leave CONFIG_PATH out"
      ])
    #expect(allProblems(.init(environment: ["CONFIG_PATH": ""])).isEmpty)
  }

  @Test func aFolderIsNoConfigFile() {
    #expect(allProblems(.init(configPath: "/tmp")) == ["/tmp: cannot be read: Is a directory"])
  }
}
