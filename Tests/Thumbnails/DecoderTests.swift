import CJPEG
import Samples
import Testing

@testable import Thumbnails

/// Every kind of image file is seen as what it shows.
struct DecoderTests {
  private static let picture = Shown.quarters(64, 48)

  // MARK: PNG

  /// The same four greys as each of PNG's types and depths that can hold them.
  @Test func everyKindOfPNGShowsTheSame() throws {
    let levels: [UInt8] = [0, 85, 170, 255]
    let greys = (0..<16).map { $0 % 4 }
    let expected = Shown(4, 4) { x, _ in [UInt8](repeating: levels[x], count: 3) }
    func file(_ depth: UInt8, _ colour: UInt8, before: [(String, [UInt8])] = [], _ row: [UInt8]) -> [UInt8] {
      Files.png(
        width: 4, height: 4, depth: depth, colour: colour, rows: (0..<4).flatMap { _ in [0] + row }, before: before)
    }
    let samples = greys[..<4].map { levels[$0] }
    let palette = [("PLTE", levels.flatMap { [$0, $0, $0] })]
    let files = [
      file(2, 0, [0b0001_1011]), file(4, 0, [0x05, 0xAF]), file(8, 0, samples),
      file(16, 0, samples.flatMap { [$0, $0] }), file(8, 2, samples.flatMap { [$0, $0, $0] }),
      file(16, 2, samples.flatMap { [UInt8](repeating: $0, count: 6) }),
      file(2, 3, before: palette, [0b0001_1011]), file(4, 3, before: palette, [0x01, 0x23]),
      file(8, 3, before: palette, [0, 1, 2, 3]), file(8, 4, samples.flatMap { [$0, 255] }),
      file(16, 4, samples.flatMap { [$0, $0, 255, 255] }), file(8, 6, samples.flatMap { [$0, $0, $0, 255] }),
      file(8, 2, before: [("tRNS", [0, 1, 0, 2, 0, 3])], samples.flatMap { [$0, $0, $0] }),
      file(8, 3, before: palette + [("tRNS", [255, 255])], [0, 1, 2, 3]),
    ]
    for (index, file) in files.enumerated() { #expect(try shown(file, .png) == expected, "file \(index)") }
  }

  // MARK: Alpha

  private static let clear = Shown(32, 32) { x, y in
    (x / 8 + y / 8) % 2 == 0 ? [0x66, 0x66, 0x66] : [0x99, 0x99, 0x99]
  }

  private static func rgba(_ pixel: [UInt8]) -> [UInt8] { Array(repeatElement(pixel, count: 32 * 32).joined()) }

  private static func png(rgba bytes: [UInt8]) -> [UInt8] {
    var rows: [UInt8] = []
    for row in 0..<32 { rows += [0] + bytes[row * 128..<(row + 1) * 128] }
    return Files.png(width: 32, height: 32, depth: 8, colour: 6, rows: rows)
  }

  @Test func whatIsTransparentShowsTheChecker() throws {
    let invisible = Self.rgba([200, 10, 10, 0])
    #expect(try shown(Self.png(rgba: invisible), .png) == Self.clear)
    for isLossless in [true, false] {
      #expect(try shown(Files.webp(32, 32, rgba: invisible, isLossless: isLossless), .webp) == Self.clear)
    }
    let key = [("tRNS", [UInt8]([0, 9, 0, 9, 0, 9]))]
    let rows = (0..<32).flatMap { _ in [0] + [UInt8](repeating: 9, count: 96) }
    let file = Files.png(width: 32, height: 32, depth: 8, colour: 2, rows: rows, before: key)
    #expect(try shown(file, .png) == Self.clear)
  }

  @Test func whatIsHalfTransparentIsMixedWithIt() throws {
    // 128 of 255 parts of 200, and 127 of the checker's 102 or 153.
    let expected = Shown(32, 32) { x, y in
      [UInt8](repeating: (x / 8 + y / 8) % 2 == 0 ? 151 : 176, count: 3)
    }
    let half = Self.rgba([200, 200, 200, 128])
    let distances = [
      try shown(Self.png(rgba: half), .png).distance(to: expected),
      try shown(Files.webp(32, 32, rgba: half, isLossless: true), .webp).distance(to: expected),
    ]
    for distance in distances { #expect(try #require(distance) <= 1) }
  }

  // MARK: JPEG and WebP

  @Test func losslessWebPIsExact() throws { #expect(try shown(Files.webp(Self.picture), .webp) == Self.picture) }

  @Test(arguments: [0, TJFLAG_PROGRESSIVE]) func aJPEGIsNearlyExact(flags: Int32) throws {
    let distance = try shown(Files.jpeg(Self.picture, flags: flags), .jpeg).distance(to: Self.picture)
    #expect(try #require(distance) < 24)
  }

  @Test func aGreyJPEGIsGrey() throws {
    let file = Files.jpeg(Self.picture, sampling: TJSAMP_GRAY)
    let picture = try shown(file, .jpeg)
    // 0.299 × 200 + 0.587 × 40 + 0.114 × 40, and the like.
    for (x, y, luma) in [(16, 12, 88), (48, 12, 134), (16, 36, 58), (48, 36, 182)] {
      let pixel = picture[x, y]
      #expect(Set(pixel).count == 1 && abs(Int(pixel[0]) - luma) < 4, "\(pixel) at \(x), \(y)")
    }
  }

  @Test func inksAreShownAsColours() throws {
    // Inverted, as programs write them: 255 is no ink.
    let inks: [[UInt8]] = [[255, 255, 255, 255], [0, 255, 255, 255], [255, 0, 0, 255], [255, 255, 255, 0]]
    let colours: [[UInt8]] = [[255, 255, 255], [0, 255, 255], [255, 0, 0], [0, 0, 0]]
    for (ink, colour) in zip(inks, colours) {
      let file = Files.jpeg(16, 16, Array(repeatElement(ink, count: 256).joined()), TJPF_CMYK, TJSAMP_444)
      let distance = try shown(file, .jpeg).distance(to: Shown(16, 16) { _, _ in colour })
      #expect(try #require(distance) < 6, "\(ink)")
    }
  }

  /// libjpeg leaves out what the thumbnail does not show; what it gives must be scaled as a whole picture would be.
  @Test(arguments: [(1000, 700), (513, 2047), (1025, 1025), (4000, 37), (1024, 512)])
  func aLargeJPEGIsShrunkWhileItIsDecoded(width: Int, height: Int) throws {
    let picture = Shown(width, height) { x, y in [UInt8(x * 255 / width), UInt8(y * 255 / height), 128] }
    let size = ThumbnailSize.tiny.fit(width: width, height: height)
    let expected = Shown(size.width, size.height) { x, y in
      [UInt8((2 * x + 1) * 255 / (2 * size.width)), UInt8((2 * y + 1) * 255 / (2 * size.height)), 128]
    }
    let distance = try shown(Files.jpeg(picture, sampling: TJSAMP_420), .jpeg).distance(to: expected)
    #expect(try #require(distance) <= 6)
  }

  // MARK: Orientation

  /// Where a stored picture keeps the pixel that is shown at x, y (EXIF 2.32: what its 0th row and 0th column are).
  private static func stored(_ shown: Shown, _ orientation: Int) -> Shown {
    let (right, bottom) = (shown.width - 1, shown.height - 1)
    let isTurned = (5...8).contains(orientation)
    let (width, height) = isTurned ? (shown.height, shown.width) : (shown.width, shown.height)
    return Shown(width, height) { (column: Int, row: Int) -> [UInt8] in
      switch orientation {
      case 2: shown[right - column, row]  // 0th column: right
      case 3: shown[right - column, bottom - row]  // 0th row: bottom, 0th column: right
      case 4: shown[column, bottom - row]  // 0th row: bottom
      case 5: shown[row, column]  // 0th row: left, 0th column: top
      case 6: shown[right - row, column]  // 0th row: right, 0th column: top
      case 7: shown[right - row, bottom - column]  // 0th row: right, 0th column: bottom
      case 8: shown[row, bottom - column]  // 0th row: left, 0th column: bottom
      default: shown[column, row]
      }
    }
  }

  @Test(arguments: 0...9) func everyOrientationIsTurnedUpright(orientation: Int) throws {
    let stored = Self.stored(Self.picture, orientation)
    let exif = Files.exif(orientation: orientation)
    let rows = stored.unfilteredRows
    let png = Files.png(
      width: stored.width, height: stored.height, depth: 8, colour: 2, rows: rows, before: [("eXIf", exif)])
    // 9 is none, and then nothing is turned.
    let expected = orientation == 9 ? stored : Self.picture
    #expect(try shown(png, .png) == expected)
    #expect(try shown(Files.webp(stored, exif: exif), .webp) == expected)
    let jpeg = try shown(Files.jpeg(stored, exif: exif), .jpeg).distance(to: expected)
    #expect(try #require(jpeg) < 24)
  }

  @Test func aTurnedPictureHasItsLongestSideTurned() throws {
    let stored = Shown(400, 100) { x, _ in [UInt8(x / 2), 0, 0] }
    let picture = try shown(Files.jpeg(stored, exif: Files.exif(orientation: 6)), .jpeg)
    #expect((picture.width, picture.height) == (32, 128))
    #expect(picture[16, 2][0] < 20 && picture[16, 125][0] > 180)
  }

  // MARK: Signature

  @Test func theSignatureIsTheLumaOfTheWholePicture() throws {
    let picture = Shown(96, 64) { x, _ in x < 48 ? [255, 255, 255] : [0, 0, 255] }
    let signature = try thumbnail(of: Files.png(picture), .png).signature
    #expect(signature.count == Thumbnail.signatureSize)
    for row in 0..<32 {
      #expect(signature[row * 32..<row * 32 + 16].allSatisfy { $0 == 255 })
      // 29 of 256 parts of blue.
      #expect(signature[row * 32 + 16..<row * 32 + 32].allSatisfy { $0 == 28 })
    }
  }

  @Test(arguments: [(1, 1), (1, 40), (31, 33), (500, 300)])
  func theSignatureGrowsWithThePicture(width: Int, height: Int) throws {
    let picture = Shown(width, height) { _, y in [UInt8](repeating: UInt8(y * 255 / height), count: 3) }
    let signature = try thumbnail(of: Files.png(picture), .png).signature
    for row in 0..<32 {
      let values = Set(signature[row * 32..<row * 32 + 32])
      #expect(values.count == 1)
      if row > 0 { #expect(values.first! >= signature[row * 32 - 1]) }
    }
    #expect(Int(signature[1023]) >= (height - 1) * 255 / height - 12)
  }

  /// The same picture in two sizes has nearly the same numbers: they are there to compare pictures by.
  @Test func theSignatureDependsLittleOnTheSize() throws {
    func picture(_ side: Int) -> Shown {
      Shown(side, side) { x, y in [UInt8(x * 255 / side), UInt8(y * 255 / side), UInt8((x + y) * 127 / side)] }
    }
    let (small, large) = (
      try thumbnail(of: Files.png(picture(128)), .png).signature,
      try thumbnail(of: Files.png(picture(640)), .png).signature
    )
    #expect(zip(small, large).allSatisfy { abs(Int($0) - Int($1)) <= 3 })
  }
}
