import Testing

@testable import Configuration

struct ConfigurationProblemTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var problems: [String]
    var testDescription: String { text }

    init(_ text: String, _ problems: String...) {
      self.text = text
      self.problems = problems
    }
  }

  static let settings = [
    Case("\nports = 1", "c:2:1: unknown key `ports`, did you mean `port`?"),
    Case("wibble = 1", "c:1:1: unknown key `wibble`"),
    Case("[watch]\npoll_secs = 1", "c:2:1: unknown key `poll_secs` in `[watch]`, did you mean `poll_seconds`?"),
    Case("[watch]\npoll_second = 1", "c:2:1: unknown key `poll_second` in `[watch]`, did you mean `poll_seconds`?"),
    Case("token = \"x\"", "c:1:1: unknown key `token`, `token` stands in `[access]`"),
    Case("[watch]\nroot = \"x\"", "c:2:1: unknown key `root` in `[watch]`, `root` stands above the first `[table]`"),
    Case("[wacth]\nmode = \"poll\"", "c:1:2: unknown key `wacth`, did you mean `watch`?"),
    Case("port = \"80\"", "c:1:8: `port` must be a whole number, not a string, write for example `port = 1`"),
    Case(
      "port = 80.5", "c:1:8: `port` must be a whole number, not a number with a fraction, write for example `port = 1`"),
    Case("port = 65536", "c:1:8: `port` is 65536, which is out of range, write a number from 0 to 65535"),
    Case("port = -1", "c:1:8: `port` is -1, which is out of range, write a number from 0 to 65535"),
    Case("root = [\"a\"]", "c:1:8: `root` must be a string, not a list, write for example `root = \"…\"`"),
    Case("root = \"\"", "c:1:8: `root` is empty, leave it out to have its default"),
    Case("root = \"a\\u0000b\"", "c:1:8: `root` holds a control character"),
    Case(
      "follow_symlinks = 1",
      "c:1:19: `follow_symlinks` must be true or false, not a whole number, write for example `follow_symlinks = true`"),
    Case(
      "checkpoint_dirs = [\"a\", 1]",
      "c:1:19: `checkpoint_dirs` must be a list of strings and holds a whole number, write for example `checkpoint_dirs = [\"…\"]`"
    ),
    Case(
      "checkpoint_dirs = \"a\"",
      "c:1:19: `checkpoint_dirs` must be a list of strings, not a string, write for example `checkpoint_dirs = [\"…\"]`"
    ),
    Case(
      "watch = 5",
      "c:1:9: `watch` must be a table, not a whole number, write `[watch]` on a line of its own and its keys below"),
    Case("[watch]\nmode = \"pol\"", "c:2:8: `watch.mode` cannot be `pol`, did you mean `poll`?"),
    Case("[watch]\nmode = \"never\"", "c:2:8: `watch.mode` cannot be `never`, write one of `auto`, `inotify`, `poll`"),
    Case(
      "[watch]\npoll_seconds = 0",
      "c:2:16: `watch.poll_seconds` is 0, which is out of range, write a number from 1 to 86400"),
    Case(
      "host = \"http://me\"",
      "c:1:8: `http://me` is no host name, write only the name or address, without `http://`, port and path"),
    Case(
      "[access]\nallowed_hosts = [\"me:80\"]",
      "c:2:17: `me:80` is no host name, write only the name or address, without `http://`, port and path"),
    Case(
      "a = 1979-05-27\nports = 1\nport = true", "c:1:1: unknown key `a`",
      "c:2:1: unknown key `ports`, did you mean `port`?",
      "c:3:8: `port` must be a whole number, not true or false, write for example `port = 1`"),
  ]

  @Test(arguments: settings) func everyProblemHasItsPlace(_ example: Case) throws {
    #expect(try Scratch().problems(example.text) == example.problems)
  }

  @Test(arguments: [
    "port = ", "port = 1\nport = 2", "[[[[", "a = \"\u{1}\"", "root = \"x", "[a]\n[a]",
    String(repeating: "a=[", count: 1000),
  ])
  func aSyntaxErrorHasItsPlace(_ text: String) throws {
    let problems = try Scratch().problems(text)
    #expect(problems.count == 1)
    #expect(try problems[0].prefixMatch(of: Regex(#"c:[12]:\d+: [A-Za-z]+"#)) != nil, "\(problems)")
  }

  static let variables = [
    ("PORT", "x", "`x` is no whole number, write a number from 0 to 65535"),
    ("PORT", "70000", "`port` is 70000, which is out of range, write a number from 0 to 65535"),
    ("FOLLOW_SYMLINKS", "maybe", "`maybe` is neither true nor false, write `true` or `false`"),
    ("WATCH_MODE", "poll ", "`watch.mode` cannot be `poll `, did you mean `poll`?"),
  ]

  @Test(arguments: variables) func aBadVariableIsNamed(name: String, value: String, problem: String) throws {
    let variable = "CHECKPOINT_SAMPLER_" + name
    let folder = try Scratch()
    let sources = ConfigurationSources(configPath: try folder.write(""), environment: [variable: value])
    #expect(allProblems(sources) == ["\(variable): \(problem)"])
  }

  @Test(arguments: [
    ("PROT", "unknown variable, ignored, did you mean `CHECKPOINT_SAMPLER_PORT`?"),
    ("TOKEN", "unknown variable, ignored, did you mean `CHECKPOINT_SAMPLER_ACCESS_TOKEN`?"),
    ("QUALITY", "unknown variable, ignored"),
  ])
  func anUnknownVariableIsAWarning(name: String, warning: String) throws {
    let variable = "CHECKPOINT_SAMPLER_" + name
    let folder = try Scratch()
    let configuration = try Configuration.load(
      ConfigurationSources(
        configPath: try folder.write(""), environment: [variable: "1", "CHECKPOINT_SAMPLER_WEB": "x"])
    )
    #expect(configuration.warnings.map(\.description) == ["\(variable): \(warning)"])
  }

  @Test func aBadFlagIsNamed() throws {
    let folder = try Scratch()
    let sources = ConfigurationSources(flags: [.port: "-4", .host: "a b"], configPath: try folder.write("port = 1"))
    #expect(
      allProblems(sources) == [
        "--host: `a b` is no host name, write only the name or address, without `http://`, port and path",
        "--port: `port` is -4, which is out of range, write a number from 0 to 65535",
      ])
  }

  @Test func allLayersAreReportedTogether() throws {
    let folder = try Scratch()
    let sources = ConfigurationSources(
      flags: [.port: "x"], configPath: try folder.write("b = 1\na = 1"),
      environment: ["CHECKPOINT_SAMPLER_PORT": "y"])
    #expect(allProblems(sources).count == 4)
  }
}
