import Testing

@testable import PNG

struct PNGTextReaderTests {
  private typealias Fixture = PNGFixture

  @Test func everyKindOfTextIsReadBeforeAndAfterThePixels() throws {
    let long = String(repeating: "node ", count: 60_000)
    let kinds = [
      Fixture.text("parameters", "a cat"), Fixture.compressed("prompt", Array(long.utf8)),
      Fixture.international("workflow", "猫", isCompressed: false),
      Fixture.international("Comment", "犬", isCompressed: true), Fixture.text("parameters", "a second"),
    ]
    let expected = [
      PNGText("parameters", "a cat"), PNGText("prompt", long), PNGText("workflow", "猫"), PNGText("Comment", "犬"),
      PNGText("parameters", "a second"),
    ]
    for file in [kinds + [Fixture.pixels, Fixture.end], [Fixture.pixels, Fixture.pixels] + kinds + [Fixture.end]] {
      let info = try info(Fixture.file(file))
      #expect(info.texts == expected)
      #expect(info.problem == nil)
    }
  }

  @Test func theHeaderIsRead() throws {
    let file = Fixture.file(
      [Fixture.end], header: Fixture.header(width: 1344, height: 70_000, depth: 16, colour: 6, interlace: 1))
    let header = try info(file).header
    #expect(header == PNGHeader(width: 1344, height: 70_000, bitDepth: 16, colourType: .rgba, isInterlaced: true))
  }

  @Test func aTextIsUTF8WhenItCanBeAndElseLatin1() {
    #expect(PNGText(keyword: "k", bytes: Array("日本".utf8)).text == "日本")
    #expect(PNGText(keyword: "k", bytes: [0x63, 0x61, 0x66, 0xE9]).text == "café")
  }

  @Test func exifIsHandedOn() throws {
    #expect(try info(Fixture.file([("eXIf", [77, 77, 0, 42]), Fixture.end])).exif == [77, 77, 0, 42])
  }

  @Test func pixelsAreSkippedAndTheUsualFileCostsOneRead() throws {
    let pixels: Fixture.Chunk = ("IDAT", [UInt8](repeating: 1, count: 1_000_000))
    let file = Fixture.file([Fixture.text("parameters", "x"), pixels, Fixture.text("late", "y"), Fixture.end])
    let reader = PNGTextReader()

    let enough = CountingSource(file)
    #expect(try reader.read(enough.read, wanting: .first()).texts.count == 1)
    #expect(enough.reads == 1)

    let whole = CountingSource(file)
    #expect(try reader.read(whole.read).texts.map(\.keyword) == ["parameters", "late"])
    #expect(whole.bytesRead < 20_000)
  }

  @Test func aTextThatAddsNothingBesideAnotherIsPassedOver() throws {
    let wanted = PNGWantedTexts.first(without: ("workflow", beside: "prompt"))
    let workflow = Fixture.text("workflow", String(repeating: "w", count: 30_000))
    let files: [([Fixture.Chunk], read: [String], isPartial: Bool)] = [
      ([Fixture.text("prompt", "p"), workflow, Fixture.text("parameters", "a")], ["prompt", "parameters"], true),
      ([workflow, Fixture.text("prompt", "p")], ["workflow", "prompt"], false),
      ([workflow], ["workflow"], false),
      ([Fixture.text("prompt", "p"), Fixture.text("workflows", "w")], ["prompt", "workflows"], false),
    ]
    for (chunks, keywords, isPartial) in files {
      let source = CountingSource(Fixture.file(chunks + [Fixture.pixels, Fixture.end]))
      let info = try PNGTextReader().read(source.read, wanting: wanted)
      #expect(info.texts.map(\.keyword) == keywords)
      #expect(info.isPartial == isPartial)
      #expect(info.problem == nil)
      if isPartial { #expect(source.bytesRead < 10_000) }
    }
  }

  @Test func aFileLikeTheOneBeforeCostsOneRead() throws {
    let reader = PNGTextReader()
    let file = Fixture.file([Fixture.text("parameters", String(repeating: "x", count: 9000)), Fixture.pixels])
    let reads = try (0..<2).map { _ in
      let source = CountingSource(file)
      _ = try reader.read(source.read, wanting: .first())
      return source.reads
    }
    #expect(reads == [3, 1])
  }

  @Test func aSourceMayGiveLittleAtATime() throws {
    let file = Fixture.file([Fixture.text("a", String(repeating: "x", count: 40_000)), Fixture.pixels, Fixture.end])
    let source = CountingSource(file)
    let info = try PNGTextReader().read { source.read($0, .init(rebasing: $1.prefix(1000))) }
    #expect(info.texts.first?.bytes.count == 40_000)
    #expect(info.problem == nil)
  }

  @Test func aReaderRemembersNothingOfTheFileBefore() throws {
    let reader = PNGTextReader()
    _ = try reader.read(CountingSource(Fixture.file([Fixture.text("a", "x"), ("eXIf", [1]), ("tEXt", [])])).read)
    let info = try reader.read(CountingSource(Fixture.file([Fixture.end])).read)
    #expect(info.texts == [] && info.exif == nil && info.problem == nil)
  }
}

extension PNGText {
  init(_ keyword: String, _ text: String) { self.init(keyword: keyword, bytes: Array(text.utf8)) }
}
