/// The parts of a text in A1111's grammar: prompt lines, `Negative prompt:` lines, one parameter line, and what
/// extensions wrote behind it.
struct InfoText {
  var prompt: ArraySlice<UInt8> = []
  var negativePrompt: ArraySlice<UInt8>?
  /// The text the pairs are places in.
  let utf8: [UInt8]
  var pairs: [InfoPair] = []
  /// Lines behind the parameters, such as the `Template:` of the dynamic-prompts extension.
  var extraLines: ArraySlice<UInt8> = []

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    // Some writers end the text as C does.
    let text = utf8[..<(utf8.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)].trimmed
    var words = text
    var isBroken = false
    if let line = Self.parameterLine(of: text) {
      pairs = line.pairs
      words = text[..<line.range.lowerBound]
      extraLines = text[line.range.upperBound...].trimmed
      isBroken = line.isBroken
    }
    readWords(isBroken ? Self.withBreak(words) : words)
  }

  func key(_ pair: InfoPair) -> ArraySlice<UInt8> { utf8[pair.key] }

  func value(_ pair: InfoPair) -> ArraySlice<UInt8> { utf8[pair.value] }

  /// The official reader takes the last line when it holds three pairs. That loses the parameters when an extension
  /// wrote a line behind them, and takes prose for parameters. So: the last line that begins with `Steps: ` and says
  /// one more thing of the sampling, else what goes on behind words in a last line that lost its breaks, else the last
  /// line when it has three pairs and names steps, or seed and sampler.
  private static func parameterLine(of text: ArraySlice<UInt8>) -> ParameterLine? {
    let line = wholeLine(of: text)
    if let line, text[line.range].trimmed.hasPrefix("Steps:") { return line }
    return brokenLine(of: text) ?? line
  }

  private struct ParameterLine {
    var range: Range<Int>
    var pairs: [InfoPair]
    /// It goes on behind words, because the text lost its line breaks.
    var isBroken = false
  }

  private static func wholeLine(of text: ArraySlice<UInt8>) -> ParameterLine? {
    var end = text.endIndex
    while true {
      let newline = text[..<end].lastPlace(of: 0x0A)
      let line = text[(newline.map { $0 + 1 } ?? text.startIndex)..<end]
      if let pairs = pairs(of: line.trimmed, isLast: end == text.endIndex) {
        return ParameterLine(range: line.startIndex..<line.endIndex, pairs: pairs)
      }
      guard let newline else { return nil }
      end = newline
    }
  }

  private static func brokenLine(of text: ArraySlice<UInt8>) -> ParameterLine? {
    let line = lastLine(of: text)
    guard let start = line.index(of: "Steps: ") else { return nil }
    let pairs = InfoPairs.all(in: line[start...])
    let said = Said(pairs, in: line)
    guard said.steps, said.seed, said.sampler else { return nil }
    let words = line[..<start].trimmed
    // Else it may be one pair among others, or `Hires Steps`.
    let beginsParameters =
      words.index(of: negativeMark) != nil || words.last == UInt8(ascii: ".")
      || pairs.contains { $0.kind == .civitaiResources }
    return beginsParameters ? ParameterLine(range: start..<line.endIndex, pairs: pairs, isBroken: true) : nil
  }

  private static let negativeMark: StaticString = "Negative prompt:"

  /// Words with the negative ones on a line of their own.
  private static func withBreak(_ words: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    lastLine(of: words).index(of: negativeMark).map { words[..<$0] + [0x0A] + words[$0...] } ?? words
  }

  private static func lastLine(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text[(text.lastPlace(of: 0x0A).map { $0 + 1 } ?? text.startIndex)...]
  }

  private static func pairs(of line: ArraySlice<UInt8>, isLast: Bool) -> [InfoPair]? {
    let beginsWithSteps = line.hasPrefix("Steps:")
    guard isLast || beginsWithSteps, !line.hasPrefix("Negative prompt:") else { return nil }
    let pairs = InfoPairs.all(in: line)
    let said = Said(pairs, in: line)
    if beginsWithSteps, said.steps, said.other { return pairs }
    return isLast && pairs.count >= 3 && (said.steps || said.seed && said.sampler) ? pairs : nil
  }

  /// What a line must say to be taken for parameters.
  private struct Said {
    var steps = false
    var seed = false
    var sampler = false
    var other = false

    init(_ pairs: [InfoPair], in line: ArraySlice<UInt8>) {
      for pair in pairs {
        switch pair.kind {
        case .steps: steps = Figure.isNumber(line[pair.value])
        case .seed:
          seed = line[pair.value].isDigits
          other = true
        case .sampler:
          sampler = true
          other = true
        case .cfg, .size, .model, .version: other = true
        default: break
        }
      }
    }
  }

  private mutating func readWords(_ words: ArraySlice<UInt8>) {
    var prompt = Lines()
    var negative: Lines?
    var rest = words
    while !rest.isEmpty {
      let end = rest.firstPlace(of: 0x0A) ?? rest.endIndex
      var line = rest[..<end].trimmed
      rest = rest[min(end + 1, rest.endIndex)...]
      if line.hasPrefix("Negative prompt:") {
        line = line.dropFirst(16).trimmed
        negative = negative ?? Lines()
      }
      if negative == nil { prompt.append(line) } else { negative!.append(line) }
    }
    self.prompt = prompt.text.trimmed
    negativePrompt = negative?.text.trimmed
  }

  /// Lines joined to one text. Most prompts are one line, which is no copy.
  private struct Lines {
    private(set) var text: ArraySlice<UInt8> = []

    mutating func append(_ line: ArraySlice<UInt8>) {
      if text.isEmpty {
        text = line
      } else {
        text.append(0x0A)
        text.append(contentsOf: line)
      }
    }
  }
}
