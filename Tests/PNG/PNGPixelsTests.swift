import CPNG
import Foundation
import Testing

@testable import PNG

/// All rows of a picture.
final class Pixels: PNGRowSink {
  private(set) var picture: PNGPicture?
  private(set) var rows: [UInt8] = []

  func begin(_ picture: PNGPicture) { self.picture = picture }

  func add(row: UnsafePointer<UInt8>) {
    rows += UnsafeBufferPointer(start: row, count: picture!.width * picture!.channels)
  }

  /// Four channels, as libpng's simplified reader gives them.
  var rgba: [UInt8] {
    guard let picture else { return [] }
    return stride(from: 0, to: rows.count, by: picture.channels).flatMap { place -> [UInt8] in
      let pixel = rows[place..<place + picture.channels]
      let grey = pixel.first!
      return switch picture.channels {
      case 1: [grey, grey, grey, 255]
      case 2: [grey, grey, grey, pixel.last!]
      case 3: pixel + [255]
      default: Array(pixel)
      }
    }
  }
}

struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
  }
}

struct PNGPixelsTests {
  private typealias Fixture = PNGFixture

  /// libpng's own opinion, by an interface that the program does not use; nil when it refuses.
  private static func reference(_ file: [UInt8]) -> [UInt8]? {
    var image = png_image()
    image.version = 1
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else { return nil }
    // PNG_FORMAT_RGBA
    image.format = 3
    var pixels = [UInt8](repeating: 0, count: Int(image.width * image.height) * 4)
    return png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 ? pixels : nil
  }

  /// Rows of random filters and random bytes are a picture too, and the hardest one.
  private static func file(_ random: inout Generator, depth: UInt8 = 8, colour: UInt8, interlace: UInt8 = 0) -> [UInt8]
  {
    let (width, height) = (Int.random(in: 1...40, using: &random), Int.random(in: 1...20, using: &random))
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(colour)]!
    var rows: [UInt8] = []
    for width in interlace == 0 ? [(width, height)] : passes(width, height) where width.0 > 0 {
      for _ in 0..<width.1 {
        rows.append(.random(in: 0...4, using: &random))
        for _ in 0..<(width.0 * samples * Int(depth) + 7) / 8 { rows.append(.random(in: 0 ... .max, using: &random)) }
      }
    }
    var chunks = cut(Fixture.zlib(rows), &random).map { Fixture.Chunk("IDAT", $0) }
    if colour == 3 { chunks.insert(("PLTE", (0..<768).map { _ in .random(in: 0 ... .max, using: &random) }), at: 0) }
    let header = Fixture.header(
      width: UInt32(width), height: UInt32(height), depth: depth, colour: colour, interlace: interlace)
    return Fixture.file(chunks + [Fixture.end], header: header)
  }

  private static func passes(_ width: Int, _ height: Int) -> [(Int, Int)] {
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)].map {
      ((width - $0.0 + $0.2 - 1) / $0.2, (height - $0.1 + $0.3 - 1) / $0.3)
    }
  }

  private static func cut(_ bytes: [UInt8], _ random: inout Generator) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      parts.append(Array(rest.prefix(.random(in: 0...200, using: &random))))
      rest = rest.dropFirst(parts.last!.count)
    }
    return parts
  }

  private static func pixels(_ file: [UInt8]) throws(PNGError) -> Pixels {
    let pixels = Pixels()
    try PNGPixelReader().read(CountingSource(file).read, size: file.count, into: pixels)
    return pixels
  }

  @Test func theFastWayGivesWhatLibpngGives() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(state: seed)
    let fast = FastPixels()
    for round in 0..<2000 {
      let file = Self.file(&random, colour: [0, 2, 4, 6][round % 4])
      let header = try info(file).header
      let pixels = Pixels()
      #expect(try fast.read(CountingSource(file).read, size: file.count, header: header, into: pixels))
      let reference = try #require(Self.reference(file), "seed \(seed)")
      guard pixels.rgba == reference else {
        Issue.record("picture \(round) of seed \(seed), \(header), differs")
        return
      }
    }
  }

  /// What other programs wrote: browsers, image libraries.
  @Test func everyPictureOfTheRepositoryIsTheSameAsLibpngs() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    var count = 0
    for folder in ["docs/screenshots", "Fuzz/corpus"] {
      for name in FileManager.default.enumerator(atPath: repository.path + "/" + folder)! {
        let content = FileManager.default.contents(atPath: "\(repository.path)/\(folder)/\(name)")
        // libpng's simple reader takes samples of 16 bits for linear light, which we do not.
        guard let file = content.map(Array.init), file.starts(with: PNGHeader.signature), file[24] <= 8 else {
          continue
        }
        #expect(try Self.pixels(file).rgba == Self.reference(file), "\(name)")
        count += 1
      }
    }
    #expect(count >= 6)
  }

  static let unusual: [(depth: UInt8, colour: UInt8, interlace: UInt8)] = [
    (1, 0, 0), (2, 0, 0), (4, 0, 0), (1, 3, 0), (2, 3, 0), (4, 3, 0), (8, 3, 0), (1, 0, 1), (8, 0, 1), (8, 2, 1),
    (4, 3, 1), (8, 4, 1), (8, 6, 1),
  ]

  @Test(arguments: unusual) func libpngReadsTheRest(depth: UInt8, colour: UInt8, interlace: UInt8) throws {
    var random = Generator(state: 2)
    for _ in 0..<20 {
      let file = Self.file(&random, depth: depth, colour: colour, interlace: interlace)
      #expect(try Self.pixels(file).rgba == Self.reference(file))
    }
  }

  @Test func sixteenBitsAreScaledToEight() throws {
    let row: [UInt8] = [0, 0x00, 0x00, 0x12, 0x34, 0x80, 0x7F, 0xFF, 0xFF]
    let file = Fixture.file(
      [("IDAT", Fixture.zlib(row)), Fixture.end], header: Fixture.header(width: 4, height: 1, depth: 16, colour: 0))
    #expect(try Self.pixels(file).rows == [0, 0x12, 0x80, 0xFF])
  }

  @Test func aTransparentColourBecomesAlpha() throws {
    let chunks: [Fixture.Chunk] = [("tRNS", [0, 1, 0, 2, 0, 3]), ("IDAT", Fixture.zlib([0, 1, 2, 3, 4, 5, 6]))]
    let file = Fixture.file(chunks + [Fixture.end], header: Fixture.header(width: 2, height: 1))
    #expect(try Self.pixels(file).rows == [1, 2, 3, 0, 4, 5, 6, 255])
  }

  /// Too large for the fast way's memory: the same pixels, row by row.
  @Test func largePicturesAreStreamed() throws {
    var random = Generator(state: 3)
    var limits = PNGPixelReader.Limits()
    limits.memory = 16
    for colour: UInt8 in [0, 2, 4, 6] {
      let file = Self.file(&random, colour: colour)
      let pixels = Pixels()
      try PNGPixelReader(limits: limits).read(CountingSource(file).read, size: file.count, into: pixels)
      #expect(pixels.rgba == Self.reference(file))
    }
  }

  @Test func whatTheEncoderWritesIsReadBack() throws {
    var random = Generator(state: 4)
    let pixels = (0..<90 * 60 * 3).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    let file = PNGEncoder().encode(width: 90, height: 60, pixels: pixels, texts: [("parameters", "a cat")])
    #expect(try Self.pixels(file).rows == pixels)
  }

  @Test func exifIsHandedOnWhereverItStands() throws {
    let pixels: Fixture.Chunk = ("IDAT", Fixture.zlib([0, 1, 2, 3]))
    let header = Fixture.header(width: 1, height: 1)
    for chunks in [[("eXIf", [7, 8]), pixels], [pixels, ("eXIf", [7, 8])]] {
      #expect(try Self.pixels(Fixture.file(chunks + [Fixture.end], header: header)).picture?.exif == [7, 8])
    }
  }

  // MARK: Bad files

  private static let row = [UInt8](repeating: 1, count: 22)
  private static let whole = PNGFixture.file(
    [("IDAT", PNGFixture.zlib((0..<5).flatMap { _ in row })), PNGFixture.end])

  private static func problem(_ file: [UInt8]) -> PNGError? {
    do throws(PNGError) {
      _ = try pixels(file)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFileThatEndsEarlyIsTruncated() {
    #expect(Self.problem(Self.whole) == nil)
    for length in 0..<Self.whole.count - 12 {
      #expect(Self.problem(Array(Self.whole[..<length])) == .truncated, "cut at \(length)")
    }
    // All pixels, but no end mark.
    #expect(Self.problem(Array(Self.whole.dropLast(12))) == nil)
  }

  @Test func damageHasOneReason() {
    var checksum = Self.whole
    checksum[PNGHeader.size + 12] ^= 1
    #expect(Self.problem(checksum) == .badChecksum(chunk: "IDAT"))
    func problem(_ stream: [UInt8]) -> PNGError? { Self.problem(Fixture.file([("IDAT", stream), Fixture.end])) }
    var adler = Fixture.zlib((0..<5).flatMap { _ in Self.row })
    adler[adler.count - 1] ^= 1
    #expect(problem(adler) == .badPixels("its compressed data is broken"))
    #expect(problem(Fixture.zlib(Self.row)) == .badPixels("its compressed data is broken"))
    #expect(
      problem(Fixture.zlib((0..<5).flatMap { _ in [5] + Self.row.dropFirst() }))
        == .badPixels("a row has an unknown filter"))
    #expect(problem([]) == .badPixels("its compressed data is broken"))
    #expect(Self.problem(Fixture.file([Fixture.end])) == .badPixels("its compressed data is broken"))
  }

  @Test func whatIsTooLargeIsRefusedByItsHeader() {
    let size = Fixture.header(width: 60000, height: 60000)
    let source = CountingSource(Fixture.file([Fixture.pixels, Fixture.end], header: size))
    #expect(throws: PNGError.tooLarge(width: 60000, height: 60000, reason: "the limit is 100 megapixels")) {
      try PNGPixelReader().read(source.read, size: 1 << 40, into: Pixels())
    }
    #expect(source.bytesRead < 20_000)
    let interlaced = Fixture.header(width: 9000, height: 9000, interlace: 1)
    guard case .tooLarge = Self.problem(Fixture.file([Fixture.pixels, Fixture.end], header: interlaced)) else {
      Issue.record("a large interlaced picture needs all its memory at once")
      return
    }
  }

  /// A bomb inflates to what its header says and no further; the rest is never seen.
  @Test func aBombCostsWhatItDeclares() throws {
    let bomb = Fixture.zlib([UInt8](repeating: 0, count: 100_000_000))
    let file = Fixture.file([("IDAT", bomb), Fixture.end])
    #expect(try Self.pixels(file).rows == [UInt8](repeating: 0, count: 7 * 5 * 3))
  }

  /// Whatever bytes are wrong, an answer comes; run with the address sanitizer it also says that no other memory was
  /// touched.
  @Test func anyDamageIsSurvived() {
    var random = Generator(state: 5)
    for round in 0..<3000 {
      var file = Self.file(&random, colour: [0, 2, 3, 4, 6][round % 5], interlace: round % 7 == 0 ? 1 : 0)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 8..<file.count, using: &random)
        file[place] = .random(in: 0 ... .max, using: &random)
      }
      // Checksums are mended, or nothing behind them would ever be reached.
      _ = Self.problem(Fixture.mended(file))
    }
  }
}

extension PNGFixture {
  /// The same chunks with right checksums, as far as there are chunks.
  static func mended(_ file: [UInt8]) -> [UInt8] {
    var file = file
    var offset = 8
    while offset + 12 <= file.count {
      let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = offset + 8 + length
      guard end + 4 <= file.count else { break }
      let checksum = file[offset + 4..<end].withUnsafeBytes { Checksum.crc32($0) }
      file.replaceSubrange(end..<end + 4, with: bigEndian(checksum))
      offset = end + 4
    }
    return file
  }
}
