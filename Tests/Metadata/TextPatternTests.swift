import Metadata
import Samples
import Testing

/// Texts that differ from one read before only in some values are not decoded: what is cut out of them must be what
/// decoding says.
@Suite struct TextPatternTests {
  /// Name and value in order.
  private typealias Values = [[String]]

  private static func decoded(_ chunk: TextChunk) -> Values {
    Dialects.read([chunk], fileStem: "image", details: false)?.dimensions().map { [$0.name, $0.value] } ?? []
  }

  private static func cut(_ match: TextPatterns.Match) -> Values {
    var values: Values = []
    match.forEachDimension { values.append([$0.description, String(decoding: $1, as: UTF8.self)]) }
    return values
  }

  /// Nil when the second text is to be decoded.
  private static func cut(_ second: TextChunk, after first: TextChunk) -> Values? {
    var patterns = TextPatterns()
    _ = patterns.read([first], fileStem: "image")
    return patterns.match([second]).map(cut)
  }

  private static let words = "a tram in rain\nNegative prompt: blurry\n"
  private static let pairs =
    "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 512x768, Model hash: 0a1b, Model: base"
  private static let text = words + pairs

  static let a1111Series: [(name: String, first: String, second: String)] = [
    (
      "seed, steps and CFG", text,
      words + pairs.replacing("Seed: 5", with: "Seed: 123456").replacing(" 7,", with: " 6.5,")
    ),
    ("a hash that nobody asks for", text, words + pairs.replacing("0a1b", with: "ffee00")),
    ("the prompt", text, "a tram at night, (neon:1.2)\nNegative prompt: blurry\n" + pairs),
    ("the sampler", text, text.replacing("Euler a", with: "DPM++ 2M SDE")),
    (
      "the schedule", text.replacing("Euler a", with: "Euler a, Schedule type: Automatic"),
      text.replacing("Euler a", with: "UniPC, Schedule type: SGM Uniform")
    ),
    ("the size", text, text.replacing("512x768", with: "1024x64")),
    ("the negative prompt", text, text.replacing("blurry", with: "text, (hands:1.4)")),
    ("a prompt in another script", text, "a 猫, été\nNegative prompt: blurry\n" + pairs),
    (
      "a prompt around its tag", "a tram <lora:run-000004:0.8> in rain\n" + pairs,
      "two trams <lora:run-000004:0.8> in snow, night\n" + pairs.replacing("Seed: 5", with: "Seed: 6")
    ),
    ("a prompt before its tag", "a tram <lora:run-000004:1>\n" + pairs, "trams <lora:run-000004:1>\n" + pairs),
  ]

  @Test(arguments: a1111Series) func cutsA1111(series: (name: String, first: String, second: String)) {
    let second = TextChunk("parameters", series.second)
    let cut = Self.cut(second, after: TextChunk("parameters", series.first))
    #expect(cut == Self.decoded(second), "\(series.name)")
  }

  static let comfySeries: [(name: String, graph: String, from: String, to: String)] = [
    ("the seed", ComfyUITests.c1, "721897303308196", "18446744073709551615"),
    ("the steps", ComfyUITests.c1, "\"steps\":25", "\"steps\":8"),
    ("the CFG", ComfyUITests.c1, "8.0", "11"),
    ("the sampler", ComfyUITests.c1, "\"euler\"", "\"dpmpp_2m_sde\""),
    ("the prompt", ComfyUITests.c1, "a lighthouse in snow", "ein Leuchtturm, été, 灯台"),
    ("what nobody asks for", ComfyUITests.c1, "grid/lh", "other"),
    ("a denoise that nobody compares", ComfyUITests.c1, "\"denoise\":1.0", "\"denoise\":0.45"),
    ("a seed behind a link", ComfyUITests.c2, "18446744073709551615", "4"),
    ("guidance", ComfyUITests.c2, "\"guidance\":3.5", "\"guidance\":4"),
  ]

  @Test(arguments: comfySeries) func cutsGraphs(series: (name: String, graph: String, from: String, to: String)) {
    let second = TextChunk("prompt", series.graph.replacing(series.from, with: series.to))
    let cut = Self.cut(second, after: TextChunk("prompt", series.graph))
    #expect(cut == Self.decoded(second), "\(series.name)")
  }

  private static let cpp = "a tram\nSteps: 20, Seed: 5, Sampler: euler, Version: stable-diffusion.cpp"

  /// What the reader looks at decides more than its own value.
  static let others: [(keyword: String, first: String, second: String)] = [
    ("parameters", text, words + pairs.replacing("Seed: 5", with: "Seed: -1")),
    ("parameters", text, words + pairs.replacing("Seed: 5", with: "Seed: 5, Size: 1x1")),
    ("parameters", text, words + pairs.replacing("Euler a", with: "DPM++ 2M Karras")),
    ("parameters", text, "<lora:a-000003:1> tram\nNegative prompt: blurry\n" + pairs),
    ("parameters", text, "Negative prompt: a tram\nNegative prompt: blurry\n" + pairs),
    ("parameters", text, "{\"a\": 1}\nNegative prompt: blurry\n" + pairs),
    ("parameters", text, "a tram \nNegative prompt: blurry\n" + pairs),
    ("parameters", text, text.replacing("Euler a", with: "Undefined")),
    ("parameters", cpp, cpp.replacing("euler", with: "euler karras")),
    ("parameters", text, text.replacing("512x768", with: "512")),
    ("parameters", text, text.replacing("blurry", with: " blurry ")),
    ("parameters", text, text.replacing("blurry", with: "blurry\nhands")),
    ("parameters", text, text + "\nTemplate: a {tram|bus}"),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("721897303308196", with: "-1")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("721897303308196", with: "[\"4\",0]")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("myrun-000010", with: "myrun-000020")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("1024", with: "1152")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("a lighthouse", with: #"a \"light\" house"#)),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("a lighthouse in snow", with: "")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1.replacing("\"KSampler\"", with: "\"Other\"")),
    ("prompt", ComfyUITests.c1, ComfyUITests.c1 + "}"),
    ("parameters", ComfyUITests.c1, ComfyUITests.c1),
  ]

  @Test(arguments: others) func decodesTheOthers(series: (keyword: String, first: String, second: String)) {
    let (first, second) = (TextChunk(series.keyword, series.first), TextChunk(series.keyword, series.second))
    #expect(Self.cut(second, after: first) == nil)
  }

  @Test func textThatIsNotUTF8IsDecoded() {
    var bytes = Array(Self.text.utf8)
    bytes[2] = 0xE9
    #expect(Self.cut(TextChunk(keyword: "parameters", bytes: bytes), after: TextChunk("parameters", Self.text)) == nil)
  }

  /// Of several saving nodes the file's name tells which one wrote it.
  @Test func graphsReadByTheFilesNameAreDecoded() {
    let graph =
      ComfyUITests.c1.dropLast()
      + #","20":{"class_type":"SaveImage","inputs":{"filename_prefix":"b","images":["8",0]}}}"#
    #expect(Self.decoded(TextChunk("prompt", String(graph))).isEmpty == false)
    #expect(Self.cut(TextChunk("prompt", String(graph)), after: TextChunk("prompt", String(graph))) == nil)
  }

  /// A folder of several LoRAs is read in turns, and more of them than are kept do no harm.
  @Test(arguments: [3, 60]) func seriesInTurns(length: Int) {
    var patterns = TextPatterns()
    var matches = 0
    for index in 0..<600 {
      let text = Self.words + Self.pairs.replacing("base", with: "run-\(100_000 + index % length)")
      let chunk = TextChunk("parameters", text.replacing("Seed: 5", with: "Seed: \(index)"))
      let match = patterns.match([chunk])
      let values = match.map(Self.cut)
      #expect(values == nil || values == Self.decoded(chunk))
      if match == nil { _ = patterns.read([chunk], fileStem: "image") } else { matches += 1 }
    }
    #expect(length == 3 ? matches == 597 : matches > 0)
  }

  /// Texts that have no pattern use up nothing of what is allowed for making them.
  @Test func seriesAmongTextsOfAnotherTool() {
    var patterns = TextPatterns()
    for index in 0..<200 {
      let swarm = #"{"sui_image_params":{"prompt":"a tram","seed":\#(index),"steps":20}}"#
      _ = patterns.read([TextChunk("parameters", swarm)], fileStem: "image")
    }
    _ = patterns.read([TextChunk("parameters", Self.text)], fileStem: "image")
    let next = TextChunk("parameters", Self.text.replacing("Seed: 5", with: "Seed: 6"))
    #expect(patterns.match([next]).map(Self.cut) == Self.decoded(next))
  }

  private static let corpus = [
    A1111Tests.examples, A1111Tests.kin, ComfyUITests.examples, ComfyNodesTests.examples, ComfyTextTests.examples,
    ComfySwitchTests.examples, ComfyPacksTests.examples, DialectTests.examples,
  ].joined().filter { $0.chunks.count == 1 }.map { $0.chunks[0] }

  private static let pieces =
    [
      "7", "07", "0", "-1", "1.5", "1e5", "18446744073709551616", "", "N", "Negative prompt: x", "<lora:a-000004:1>",
      "<",
      ">", "{", "}", "\"", "\\", "\\n", "é", "猫", ", Seed: 5", ", Steps: 8", ": ", ",", "\n", " ", "NaN", "true",
      "null",
      "disable", "Off", "none", "image", "[\"4\",0]", "a, b", "X/Y/Z plot", "x-000012.safetensors", "Steps: 20",
    ].map { Array($0.utf8) } + [[0xE9], [0], [0x1F], [0x7F]]

  /// Any text of the tests with some of it exchanged is cut as it is decoded.
  @Test(arguments: [UInt64.random(in: .min ... .max)]) func changedTexts(seed: UInt64) {
    var generator = SplitMix(state: seed)
    var matches = 0
    for chunk in Self.corpus {
      var patterns = TextPatterns()
      _ = patterns.read([chunk], fileStem: "image")
      for _ in 0..<2000 {
        let changed = TextChunk(keyword: chunk.keyword, bytes: Self.changed(chunk.bytes, &generator))
        guard let match = patterns.match([changed]) else { continue }
        matches += 1
        #expect(Self.cut(match) == Self.decoded(changed), "seed \(seed): \(changed.text) after \(chunk.text)")
      }
    }
    #expect(matches > 2000, "seed \(seed)")
  }

  /// One or two words, or parts of them, become something else.
  private static func changed(_ bytes: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty {
      let start = Int.random(in: bytes.indices, using: &generator)
      var (low, high) = (start, start)
      if Bool.random(using: &generator) {
        while low > 0, isWord(bytes[low - 1]) { low -= 1 }
        while high < bytes.count, isWord(bytes[high]) { high += 1 }
      } else {
        high = min(bytes.count, start + Int.random(in: 0...2, using: &generator))
      }
      bytes.replaceSubrange(low..<high, with: pieces.randomElement(using: &generator)!)
    }
    return bytes
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
