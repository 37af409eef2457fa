import Metadata
import Samples
import Testing

/// One image's texts and the dimensions that must come of them: these and no others.
struct Example: CustomTestStringConvertible, Sendable {
  var name: String
  var chunks: [TextChunk]
  var stem = "image"
  var expected: [String: String]

  init(_ name: String, _ text: String, _ expected: [String: String]) {
    self.init(name, chunks: [TextChunk("parameters", text)], expected)
  }

  init(_ name: String, graph: String, stem: String = "image", _ expected: [String: String]) {
    self.init(name, chunks: [TextChunk("prompt", graph)], stem: stem, expected)
  }

  init(_ name: String, chunks: [TextChunk], stem: String = "image", _ expected: [String: String]) {
    self.name = name
    self.chunks = chunks
    self.stem = stem
    self.expected = expected
  }

  var testDescription: String { name }

  func check() {
    let parameters = Dialects.read(chunks, fileStem: stem)
    let found = parameters.map(dimensionTable) ?? [:]
    for name in Set(found.keys).union(expected.keys).sorted() {
      #expect(found[name] == expected[name], "\(self.name): \(name)")
    }
  }
}

func dimensionTable(_ parameters: GenerationParameters) -> [String: String] {
  Dictionary(parameters.dimensions().map { ($0.name, $0.value) }, uniquingKeysWith: { $0 + " and " + $1 })
}

func parameters(_ text: String) -> GenerationParameters? {
  Dialects.read([TextChunk("parameters", text)], fileStem: "image")
}

func graph(_ text: String, stem: String = "image") -> GenerationParameters? {
  Dialects.read([TextChunk("prompt", text)], fileStem: stem)
}

/// splitmix64, so that a failing run can be had again from its seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
