/// Puts one value into the configuration, or says why it cannot stand there.
extension Configuration {
  mutating func set(_ key: ConfigurationKey, _ value: SettingValue) throws(ValueProblem) {
    switch value {
    case .text(let text): try set(key, text: text)
    case .texts(let texts): try set(key, texts: texts)
    case .integer(let number): try set(key, integer: number)
    case .boolean(let isTrue): followSymlinks = isTrue
    }
  }

  private mutating func set(_ key: ConfigurationKey, text: String) throws(ValueProblem) {
    if key != .accessToken, text.isEmpty {
      throw ValueProblem(message: "`\(key.rawValue)` is empty", hint: "leave it out to have its default")
    }
    if text.hasControlCharacters { throw ValueProblem(message: "`\(key.rawValue)` holds a control character") }
    switch key {
    case .root: root = text
    case .databasePath: databasePath = text
    case .cacheDirectory: cacheDirectory = text
    case .host: host = try HostName.checked(text)
    case .accessToken: access.token = text
    default: watch.mode = try Configuration.mode(text)
    }
  }

  private mutating func set(_ key: ConfigurationKey, texts: [String]) throws(ValueProblem) {
    if key == .checkpointDirectories {
      guard !texts.contains(where: { $0.isEmpty || $0.hasControlCharacters }) else {
        throw ValueProblem(message: "`\(key.rawValue)` holds an empty path or one with control characters")
      }
      checkpointDirectories = texts
      return
    }
    var hosts: [String] = []
    for text in texts { hosts.append(try HostName.checked(text)) }
    access.allowedHosts = hosts
  }

  private mutating func set(_ key: ConfigurationKey, integer: Int) throws(ValueProblem) {
    if case .integer(let range) = key.kind, !range.contains(integer) {
      throw ValueProblem(
        message: "`\(key.rawValue)` is \(integer), which is out of range",
        hint: "write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    switch key {
    case .port: port = integer
    case .watchPollSeconds: watch.pollSeconds = integer
    default: thumbnails.maxCacheMB = integer
    }
  }

  private static func mode(_ text: String) throws(ValueProblem) -> WatchMode {
    if let mode = WatchMode(rawValue: text) { return mode }
    let modes = WatchMode.allCases.map(\.rawValue)
    throw ValueProblem(
      message: "`watch.mode` cannot be `\(text)`",
      hint: Suggestion.hint(for: text, among: modes)
        ?? "write one of " + modes.map { "`\($0)`" }.joined(separator: ", "))
  }
}

enum HostName {
  /// A name or an address as it stands in a URL, without scheme, port and path.
  static func checked(_ text: String) throws(ValueProblem) -> String {
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    let bare = isBracketed ? String(text.dropFirst().dropLast()) : text
    let colons = bare.utf8.count { $0 == UInt8(ascii: ":") }
    let isName = !bare.isEmpty && !bare.contains { "/ @?#[]\t".contains($0) } && (colons == 0 || colons >= 2)
    guard isName, !text.hasControlCharacters else {
      throw ValueProblem(
        message: "`\(text)` is no host name", hint: "write only the name or address, without `http://`, port and path")
    }
    return bare
  }
}

extension String {
  var hasControlCharacters: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
