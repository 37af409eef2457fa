/// The command line: text in, `Invocation` out. Nothing is opened and nothing is printed here.
package enum Arguments {
  /// `arguments` are those after the program's own name.
  package static func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    guard let first = arguments.first else { return Invocation(.help(of: nil)) }
    switch first {
    case "--help", "-h": return Invocation(.help(of: nil))
    case "--version": return Invocation(.version)
    case "help": return Invocation(.help(of: try arguments.dropFirst().first.map(subcommand)))
    default: break
    }
    let subcommand = try subcommand(first)
    let reader = try FlagReader(subcommand, arguments.dropFirst())
    if reader.values[.help] != nil { return Invocation(.help(of: subcommand)) }
    return try invocation(reader)
  }

  private static func subcommand(_ name: String) throws(UsageError) -> Subcommand {
    if let subcommand = Subcommand(rawValue: name) { return subcommand }
    let words = Subcommand.allCases.map(\.rawValue) + ["--help", "--version"]
    var hint = Suggestion.hint(for: name, among: words)
    if hint == nil, name.contains("/") || name == "." { hint = "to serve a folder: `checkpoint-sampler serve \(name)`" }
    throw UsageError(message: "unknown command `\(name)`", hint: hint)
  }

  private static func invocation(_ reader: FlagReader) throws(UsageError) -> Invocation {
    var invocation = Invocation(try command(reader), configPath: reader.values[.config])
    for (flag, value) in reader.values {
      if let key = flag.key { invocation.flags[key] = value }
    }
    if takesRoot(reader.subcommand), let root = reader.words.first {
      guard invocation.flags.updateValue(root, forKey: .root) == nil else {
        throw reader.error("the root is given twice, as `\(root)` and with `--root`")
      }
    }
    return invocation
  }

  private static func takesRoot(_ subcommand: Subcommand) -> Bool { subcommand == .serve || subcommand == .check }

  private static func command(_ reader: FlagReader) throws(UsageError) -> Command {
    switch reader.subcommand {
    case .serve:
      _ = try words(reader, atMost: ["ROOT"])
      return .serve
    case .check:
      _ = try words(reader, atMost: ["ROOT"])
      return .check
    case .health:
      _ = try words(reader, atMost: [])
      return .health
    case .demo:
      let folder = try words(reader, atMost: ["DIR"], atLeast: 1)[0]
      return .demo(
        folder: folder, images: try reader.values[.images].map { text throws(UsageError) in try images(text, reader) })
    case .inspect:
      guard !reader.words.isEmpty else { throw reader.error("`inspect` needs a PATH") }
      return .inspect(paths: reader.words)
    case .presets: return try presets(reader)
    }
  }

  private static func presets(_ reader: FlagReader) throws(UsageError) -> Command {
    let actions = ["export", "import", "backup"]
    guard let action = reader.words.first else {
      throw reader.error("`presets` needs one of `export`, `import` and `backup`")
    }
    if action != "import", reader.values[.replace] != nil { throw reader.error("`--replace` is for `presets import`") }
    switch action {
    case "export": return .presetsExport(file: try words(reader, atMost: ["ACTION", "FILE"]).dropFirst().first)
    case "import":
      let file = try words(reader, atMost: ["ACTION", "FILE"], atLeast: 2)[1]
      return .presetsImport(file: file, replace: reader.values[.replace] != nil)
    case "backup": return .presetsBackup(file: try words(reader, atMost: ["ACTION", "FILE"], atLeast: 2)[1])
    default:
      throw reader.error("`presets` cannot `\(action)`", hint: Suggestion.hint(for: action, among: actions))
    }
  }

  private static func words(
    _ reader: FlagReader, atMost names: [String], atLeast: Int = 0
  ) throws(UsageError) -> [String] {
    if reader.words.count > names.count {
      throw reader.error("`\(reader.subcommand.rawValue)` does not know what to do with `\(reader.words[names.count])`")
    }
    if reader.words.count < atLeast {
      throw reader.error("`\(reader.subcommand.rawValue)` needs a \(names[reader.words.count])")
    }
    if let empty = reader.words.firstIndex(of: "") { throw reader.error("\(names[empty]) is empty") }
    return reader.words
  }

  private static func images(_ text: String, _ reader: FlagReader) throws(UsageError) -> Int {
    guard let count = Int(text), (1...10_000_000).contains(count) else {
      throw reader.error("`--images` cannot be `\(text)`", hint: "write a number from 1 to 10000000")
    }
    return count
  }
}
