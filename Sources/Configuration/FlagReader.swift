/// Takes the arguments of one subcommand apart into flags and words. `--flag value` and `--flag=value` are the same;
/// after `--` everything is a word.
struct FlagReader {
  let subcommand: Subcommand
  private(set) var values: [Flag: String] = [:]
  private(set) var words: [String] = []

  init(_ subcommand: Subcommand, _ arguments: some Collection<String>) throws(UsageError) {
    self.subcommand = subcommand
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        return
      }
      if argument.hasPrefix("-"), argument != "-" {
        try read(flag: argument, &rest)
      } else {
        words.append(argument)
      }
    }
  }

  private mutating func read(flag argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let flag = try known(parts[0])
    guard values[flag] == nil else { throw error("`\(flag.rawValue)` is given twice") }
    if flag.takesValue {
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty, !value.hasPrefix("--") else {
        throw error("`\(flag.rawValue)` needs a value")
      }
      values[flag] = value
    } else {
      guard parts.count == 1 else { throw error("`\(flag.rawValue)` takes no value") }
      values[flag] = ""
    }
  }

  private func known(_ name: String) throws(UsageError) -> Flag {
    if name == "-h" { return .help }
    if let flag = Flag(rawValue: name), subcommand.flags.contains(flag) { return flag }
    let hint = Suggestion.hint(for: name, among: subcommand.flags.map(\.rawValue))
    throw error("`\(subcommand.rawValue)` has no flag `\(name)`", hint: hint)
  }

  func error(_ message: String, hint: String? = nil) -> UsageError {
    UsageError(message: message, hint: hint, subcommand: subcommand)
  }
}
