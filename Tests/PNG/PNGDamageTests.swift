import Testing

@testable import PNG

struct PNGDamageTests {
  private typealias Fixture = PNGFixture

  static let whole = PNGFixture.file([
    PNGFixture.text("parameters", String(repeating: "cat ", count: 6000)), PNGFixture.pixels,
    PNGFixture.compressed("late", Array("text".utf8)), PNGFixture.end,
  ])

  @Test func aFileIsTruncatedWhereverItEnds() throws {
    let reader = PNGTextReader()
    for length in [0, 1, 7, 8, 20, 32] {
      #expect(throws: PNGError.truncated) { try reader.read(CountingSource(Array(Self.whole[..<length])).read) }
    }
    for length in [
      33, 36, 41, 42, 20_000, 24_060, 26_000, Self.whole.count - 13, Self.whole.count - 12, Self.whole.count - 5,
    ] {
      let info = try reader.read(CountingSource(Array(Self.whole[..<length])).read)
      #expect(info.header.width == 7)
      #expect(info.problem == .truncated, "cut at \(length)")
    }
  }

  @Test(arguments: [
    Array("GIF89a".utf8), Array("RIFF....WEBP".utf8), [0xFF, 0xD8, 0xFF, 0xE0], [0], [UInt8](repeating: 0, count: 64),
  ])
  func whatIsNoPNGIsSaidToBeNone(bytes: [UInt8]) {
    #expect(throws: PNGError.notPNG) { try info(bytes) }
  }

  @Test func aBadHeaderIsRefused() {
    var flipped = Self.whole
    flipped[20] ^= 1
    #expect(throws: PNGError.badChecksum(chunk: "IHDR")) { try info(flipped) }
    let none = Fixture.file([], header: Fixture.header(width: 0))
    #expect(throws: PNGError.badHeader("its size is 0 × 5")) { try info(none) }
    let colour = Fixture.file([], header: Fixture.header(depth: 4, colour: 2))
    #expect(throws: PNGError.badHeader("there is no colour type 2 of 4 bits")) { try info(colour) }
  }

  @Test func anUnreadableFileIsSaidToBe() {
    #expect(throws: PNGError.unreadable) { try PNGTextReader().read { _, _ in -1 } }
  }

  static let texts: [(chunk: (String, [UInt8]), problem: PNGError)] = [
    (("tEXt", Array("no end".utf8)), .badText(keyword: "", reason: "its keyword does not end")),
    (("tEXt", []), .badText(keyword: "", reason: "its keyword does not end")),
    (("tEXt", [0, 65]), .badText(keyword: "", reason: "it has no keyword")),
    (("zTXt", Array("k\0".utf8)), .badText(keyword: "k", reason: "its text is missing")),
    (("zTXt", Array("k\0\u{1}xx".utf8)), .badText(keyword: "k", reason: "its compression is unknown")),
    (("zTXt", Array("k\0\0junk".utf8)), .badText(keyword: "k", reason: "its compressed data is broken")),
    (("iTXt", Array("k\0\u{2}\0\0\0x".utf8)), .badText(keyword: "k", reason: "it is neither compressed nor plain")),
    (("iTXt", Array("k\0\0\0en\0".utf8)), .badText(keyword: "k", reason: "its text is missing")),
  ]

  @Test(arguments: texts) func aBadTextIsNotedAndTheOthersAreRead(chunk: (String, [UInt8]), problem: PNGError) throws {
    let info = try info(Fixture.file([Fixture.text("a", "1"), chunk, Fixture.text("b", "2"), Fixture.end]))
    #expect(info.texts == [PNGText("a", "1"), PNGText("b", "2")])
    #expect(info.problem == problem)
  }

  @Test func aTextWithAWrongChecksumIsNotShown() throws {
    var file = Fixture.file([Fixture.text("a", "1"), Fixture.text("b", "2"), Fixture.end])
    file[PNGHeader.size + 8 + 2] ^= 1
    let info = try info(file)
    #expect(info.texts == [PNGText("b", "2")])
    #expect(info.problem == .badChecksum(chunk: "tEXt"))
  }

  @Test func aBombIsRefused() throws {
    let bomb = Fixture.compressed("prompt", [UInt8](repeating: 0, count: 200_000_000))
    let info = try info(Fixture.file([bomb, Fixture.text("a", "1"), Fixture.end]))
    #expect(info.problem == .textTooLarge(keyword: "prompt", limit: 16 << 20))
    #expect(info.texts == [PNGText("a", "1")])
  }

  @Test func manyTextsShareALimit() throws {
    var limits = PNGTextReader.Limits()
    limits.total = 250
    let texts = (0..<3).map { Fixture.compressed("\($0)", [UInt8](repeating: 65, count: 100)) }
    let info = try PNGTextReader(limits: limits).read(CountingSource(Fixture.file(texts + [Fixture.end])).read)
    #expect(info.texts.map(\.keyword) == ["0", "1"])
    #expect(info.problem == .textTooLarge(keyword: "2", limit: 50))
  }

  @Test func aTextThatFillsTheLimitIsRead() throws {
    var limits = PNGTextReader.Limits()
    limits.text = 100_000
    let text = Fixture.compressed("a", [UInt8](repeating: 65, count: 100_000))
    let info = try PNGTextReader(limits: limits).read(CountingSource(Fixture.file([text, Fixture.end])).read)
    #expect(info.texts.first?.bytes.count == 100_000)
    #expect(info.problem == nil)
  }

  @Test func aLengthThatLiesCostsNoMemory() throws {
    let claim = Array(PNGFixture.file([]) + PNGFixture.bigEndian(15 << 20) + Array("tEXtk\0text".utf8))
    #expect(try info(claim).problem == .truncated)
    let huge = Array(PNGFixture.file([]) + PNGFixture.bigEndian(0x7FFF_FFFF) + Array("tEXtk\0text".utf8))
    #expect(try info(huge).problem == .textTooLarge(keyword: "tEXt", limit: 16 << 20))
    let negative = Array(PNGFixture.file([]) + PNGFixture.bigEndian(0x8000_0000) + Array("tEXtk\0text".utf8))
    #expect(try info(negative).problem == .badChunk(offset: 33))
    #expect(try info(PNGFixture.file([("IDAT", [1]), ("1234", [])])).problem == .badChunk(offset: 46))
  }

  @Test func endlessChunksEnd() throws {
    let file = Fixture.file([("IDAT", [])])
    let chunk = file[PNGHeader.size...]
    let info = try PNGTextReader().read { offset, buffer in
      for index in 0..<buffer.count {
        let position = offset + index
        buffer[index] =
          position < file.count ? file[position] : chunk[PNGHeader.size + (position - PNGHeader.size) % chunk.count]
      }
      return buffer.count
    }
    #expect(info.problem == .tooManyChunks(limit: 65_536))
  }
}
