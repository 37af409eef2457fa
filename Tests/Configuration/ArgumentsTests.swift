import Testing

@testable import Configuration

struct ArgumentsTests {
  static let good: [(String, Invocation)] = [
    ("", .init(.help(of: nil))),
    ("--help", .init(.help(of: nil))),
    ("-h", .init(.help(of: nil))),
    ("help serve", .init(.help(of: .serve))),
    ("serve x --help", .init(.help(of: .serve))),
    ("--version", .init(.version)),
    ("serve", .init(.serve)),
    ("serve out", .init(.serve, flags: [.root: "out"])),
    ("serve --root=out", .init(.serve, flags: [.root: "out"])),
    ("serve -- --out", .init(.serve, flags: [.root: "--out"])),
    (
      "serve --port 0 out --host=h --config c.toml --db d.db",
      .init(.serve, configPath: "c.toml", flags: [.root: "out", .host: "h", .port: "0", .databasePath: "d.db"])
    ),
    ("serve --port -1", .init(.serve, flags: [.port: "-1"])),
    ("demo d", .init(.demo(folder: "d", images: nil))),
    ("demo --images=1000 d", .init(.demo(folder: "d", images: 1000))),
    ("inspect a - b", .init(.inspect(paths: ["a", "-", "b"]))),
    ("presets export", .init(.presetsExport(file: nil))),
    ("presets export f --db d", .init(.presetsExport(file: "f"), flags: [.databasePath: "d"])),
    ("presets import f", .init(.presetsImport(file: "f", replace: false))),
    ("presets import --replace f", .init(.presetsImport(file: "f", replace: true))),
    ("presets backup f", .init(.presetsBackup(file: "f"))),
    ("check out --config c", .init(.check, configPath: "c", flags: [.root: "out"])),
    ("health --port 81", .init(.health, flags: [.port: "81"])),
  ]

  @Test(arguments: good) func isUnderstood(line: String, invocation: Invocation) throws {
    #expect(try Arguments.parse(line.split(separator: " ").map(String.init)) == invocation)
  }

  static let bad = [
    ("sevre", "unknown command `sevre`, did you mean `serve`?\nsee `checkpoint-sampler --help`"),
    (
      "./out",
      "unknown command `./out`, to serve a folder: `checkpoint-sampler serve ./out`\nsee `checkpoint-sampler --help`"
    ),
    ("--verison", "unknown command `--verison`, did you mean `--version`?\nsee `checkpoint-sampler --help`"),
    ("serve --prot 1", "`serve` has no flag `--prot`, did you mean `--port`?\nsee `checkpoint-sampler serve --help`"),
    ("serve --images 1", "`serve` has no flag `--images`\nsee `checkpoint-sampler serve --help`"),
    ("serve --port", "`--port` needs a value\nsee `checkpoint-sampler serve --help`"),
    ("serve --port=", "`--port` needs a value\nsee `checkpoint-sampler serve --help`"),
    ("serve --port --host", "`--port` needs a value\nsee `checkpoint-sampler serve --help`"),
    ("serve --port 1 --port 2", "`--port` is given twice\nsee `checkpoint-sampler serve --help`"),
    ("serve a b", "`serve` does not know what to do with `b`\nsee `checkpoint-sampler serve --help`"),
    ("serve a --root b", "the root is given twice, as `a` and with `--root`\nsee `checkpoint-sampler serve --help`"),
    ("serve --help=yes", "`--help` takes no value\nsee `checkpoint-sampler serve --help`"),
    ("demo", "`demo` needs a DIR\nsee `checkpoint-sampler demo --help`"),
    (
      "demo d --images 0",
      "`--images` cannot be `0`, write a number from 1 to 10000000\nsee `checkpoint-sampler demo --help`"
    ),
    ("inspect", "`inspect` needs a PATH\nsee `checkpoint-sampler inspect --help`"),
    ("presets", "`presets` needs one of `export`, `import` and `backup`\nsee `checkpoint-sampler presets --help`"),
    ("presets exprot", "`presets` cannot `exprot`, did you mean `export`?\nsee `checkpoint-sampler presets --help`"),
    ("presets import", "`presets` needs a FILE\nsee `checkpoint-sampler presets --help`"),
    ("presets export --replace", "`--replace` is for `presets import`\nsee `checkpoint-sampler presets --help`"),
    ("health now", "`health` does not know what to do with `now`\nsee `checkpoint-sampler health --help`"),
  ]

  @Test(arguments: bad) func isRefused(line: String, message: String) {
    #expect {
      try Arguments.parse(line.split(separator: " ").map(String.init))
    } throws: { error in
      "\(error)" == message
    }
  }

  @Test func anEmptyRootIsRefused() {
    #expect(throws: UsageError.self) { try Arguments.parse(["serve", ""]) }
  }

  @Test(arguments: Subcommand.allCases) func theHelpNamesEveryFlagAndShowsAnExample(of subcommand: Subcommand) {
    let text = Usage.text(of: subcommand)
    for flag in subcommand.flags { #expect(text.contains(flag.rawValue)) }
    #expect(text.contains("example"))
    #expect(text.contains("  checkpoint-sampler \(subcommand.rawValue)"))
    #expect(Usage.text(of: nil).contains("\n  \(subcommand.rawValue) "))
  }
}
