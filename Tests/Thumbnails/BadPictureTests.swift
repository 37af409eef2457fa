import CJPEG
import Samples
import Testing

@testable import Thumbnails

/// Files that are wrong, whatever way: one reason, little memory, no crash.
struct BadPictureTests {
  private static let picture = Shown.quarters(80, 60)
  private static let png = Files.png(picture)
  private static let jpeg = Files.jpeg(picture)
  private static let progressive = Files.jpeg(picture, flags: TJFLAG_PROGRESSIVE)
  private static let webp = Files.webp(picture)
  private static let lossy = Files.webp(80, 60, rgba: rgba, isLossless: false)
  private static let rgba: [UInt8] = (0..<4800).flatMap { (pixel: Int) -> [UInt8] in
    picture[pixel % 80, pixel / 80] + [UInt8(pixel % 256)]
  }

  private static let files: [(file: [UInt8], format: ImageFormat)] = [
    (png, .png), (jpeg, .jpeg), (progressive, .jpeg), (webp, .webp), (lossy, .webp),
  ]

  @Test(arguments: files.indices) func aFileThatEndsEarlyIsIncomplete(index: Int) {
    let (file, format) = Self.files[index]
    for tenths in 3...9 {
      #expect(problem(Array(file[..<(file.count * tenths / 10)]), format) == .incomplete, "\(format), \(tenths) tenths")
    }
  }

  @Test(arguments: [ImageFormat.png, .jpeg, .webp]) func whatIsNoPictureHasAReason(format: ImageFormat) throws {
    let files = [
      [], [0], Array("GIF89a".utf8), [UInt8](repeating: 0, count: 4096), Array("RIFF\u{4}\0\0\0WEBP".utf8),
      [0xFF, 0xD8, 0xFF, 0xD9], Array(Self.png[..<33]), Array("\u{89}PNG\r\n".utf8),
    ]
    for file in files {
      let reason = try #require(problem(file, format)).description
      #expect(reason.count > 20 && !reason.contains("\n"))
    }
  }

  /// A name and a signature that do not go together: the server goes by the signature, and here is what comes else.
  @Test func anotherFormatIsRefused() {
    for (file, format) in Self.files {
      for other in [ImageFormat.png, .jpeg, .webp] where other != format {
        guard case .damaged = problem(file, other) else {
          Issue.record("\(format) as \(other): \(String(describing: problem(file, other)))")
          continue
        }
      }
    }
  }

  /// Bytes that are wrong and all there: whatever can be seen of the picture is shown.
  @Test func aJPEGWithABrokenScanIsShown() {
    var file = Self.jpeg
    let scan = file.indices.dropLast().last { file[$0] == 0xFF && file[$0 + 1] == 0xDA }!
    file.replaceSubrange(scan + 40..<scan + 60, with: repeatElement(0x55, count: 20))
    #expect(problem(file, .jpeg) == nil)
  }

  @Test func aWrongChecksumIsTold() {
    var file = Self.png
    file[50] ^= 1
    #expect(problem(file, .png) == .damaged("the checksum of its IDAT chunk is wrong: the file is damaged"))
  }

  // MARK: Sizes

  /// Where the frame header is; its height and width are at 5 and 7.
  private static func frame(_ jpeg: [UInt8]) -> Int {
    jpeg.indices.dropLast().first { jpeg[$0] == 0xFF && [0xC0, 0xC2].contains(jpeg[$0 + 1]) }!
  }

  private static func sized(_ jpeg: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    let place = frame(jpeg) + 5
    var jpeg = jpeg
    jpeg.replaceSubrange(place..<place + 4, with: Files.bigEndian(height << 16 | width))
    return jpeg
  }

  private static func sized(webp: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    let bits = (width - 1) | (height - 1) << 14 | Int(webp[24] & 0xF0) << 24
    var webp = webp
    for index in 0..<4 { webp[21 + index] = UInt8(truncatingIfNeeded: bits >> (8 * index)) }
    return webp
  }

  /// By what they declare: their content would be a few bytes, or could never be held.
  @Test func tooManyPixelsAreRefused() {
    let files: [(file: [UInt8], format: ImageFormat, width: Int, height: Int)] = [
      (Files.png(width: 60_000, height: 60_000, depth: 8, colour: 2, rows: [0]), .png, 60_000, 60_000),
      (Files.png(width: 1, height: 2_000_000_000, depth: 1, colour: 0, rows: [0]), .png, 1, 2_000_000_000),
      (Self.sized(Self.jpeg, 60_000, 60_000), .jpeg, 60_000, 60_000),
      (Self.sized(Self.progressive, 5000, 5000), .jpeg, 5000, 5000),
      (Self.sized(webp: Self.webp, 16_000, 16_000), .webp, 16_000, 16_000),
    ]
    for (file, format, width, height) in files {
      guard case .tooLarge(width, height, _) = problem(file, format) else {
        Issue.record("\(width) × \(height): \(String(describing: problem(file, format)))")
        continue
      }
    }
  }

  @Test func aSizeOfNothingIsDamage() {
    let files: [([UInt8], ImageFormat)] = [
      (Files.png(width: 0, height: 5, depth: 8, colour: 2, rows: [0]), .png),
      (Files.png(width: 5, height: 0, depth: 8, colour: 2, rows: [0]), .png),
      (Self.sized(Self.jpeg, 0, 60), .jpeg), (Self.sized(Self.jpeg, 80, 0), .jpeg),
    ]
    for (file, format) in files {
      guard case .damaged = problem(file, format) else {
        Issue.record("\(format): \(String(describing: problem(file, format)))")
        continue
      }
    }
  }

  /// A lossy picture keeps its alpha apart, without loss, and that is decoded as a whole.
  @Test func alphaCountsAsALosslessPicture() {
    // Canvas and frame must agree: the one less one, in three bytes each, the other in two.
    var file = Self.lossy
    file.replaceSubrange(24..<30, with: [0x7F, 0x3E, 0, 0x7F, 0x3E, 0])
    let frame = file.indices.first { file[$0...].starts(with: "VP8 ".utf8) }! + 8
    file.replaceSubrange(frame + 6..<frame + 10, with: [0x80, 0x3E, 0x80, 0x3E])
    guard case .tooLarge(16_000, 16_000, _) = problem(file, .webp) else {
      Issue.record("\(String(describing: problem(file, .webp)))")
      return
    }
  }

  // MARK: Any damage

  /// Whatever bytes are wrong, an answer comes. Under a sanitizer it also says that no other memory was touched.
  @Test(arguments: files.indices) func anyDamageIsSurvived(index: Int) {
    let (whole, format) = Self.files[index]
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(seed: seed)
    print("damage of file \(index): seed \(seed)")
    for _ in 0..<400 {
      var file = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        file[Int.random(in: 0..<file.count, using: &random)] = .random(in: 0 ... .max, using: &random)
      }
      if Bool.random(using: &random) { file.removeLast(Int.random(in: 0..<file.count, using: &random)) }
      guard let error = problem(file, format) else { continue }
      if error.description.isEmpty { Issue.record("no reason, seed \(seed)") }
    }
  }
}
