/// The command line of InvokeAI 1: `"a fox [blurry]" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms`.
enum InvokeDream {
  static func read(_ text: String) -> GenerationParameters? {
    let line = Array(text.utf8)[...].trimmed
    guard line.first == UInt8(ascii: "\""), let quote = line.dropFirst().lastIndex(of: UInt8(ascii: "\"")) else {
      return nil
    }
    var parameters = GenerationParameters(dialect: "InvokeAI")
    (parameters.prompt, parameters.negativePrompt) = words(line[(line.startIndex + 1)..<quote].string)
    let flags = Flags(line[(quote + 1)...])
    parameters.seed = Figure.seed(flags["-S"])
    parameters.steps = flags["-s"].flatMap(Figure.number)
    parameters.cfg = flags["-C"].flatMap(Figure.number)
    parameters.sampler = flags["-A"]
    parameters.setSize(width: flags["-W"], height: flags["-H"])
    return parameters.hasSettings ? parameters : nil
  }

  /// What stands in `[…]` is the negative prompt.
  static func words(_ text: String) -> (prompt: String, negativePrompt: String?) {
    var prompt: [UInt8] = []
    var negative: [String] = []
    var rest = Array(text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "[")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "]"))
    {
      prompt.append(contentsOf: rest[..<open])
      negative.append(rest[(open + 1)..<close].trimmed.string)
      rest = rest[(close + 1)...]
    }
    prompt.append(contentsOf: rest)
    return (prompt[...].trimmed.string, negative.isEmpty ? nil : negative.joined(separator: " "))
  }

  /// `-s 50` and `-s50`; the case of the letter matters.
  private struct Flags {
    private var values: [String: String] = [:]

    init(_ text: ArraySlice<UInt8>) {
      var pending: String?
      for word in text.split(whereSeparator: TextBytes.isSpace) {
        if let flag = pending, word.first != UInt8(ascii: "-") {
          set(flag, word.string)
          pending = nil
        } else if word.first == UInt8(ascii: "-"), word.count >= 2 {
          let flag = word.prefix(2).string
          pending = word.count == 2 ? flag : nil
          if word.count > 2 { set(flag, word.dropFirst(2).string) }
        }
      }
    }

    private mutating func set(_ flag: String, _ value: String) { if values[flag] == nil { values[flag] = value } }

    subscript(flag: String) -> String? { values[flag] }
  }
}
