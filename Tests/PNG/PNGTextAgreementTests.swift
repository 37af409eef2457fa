import CPNG
import Testing

@testable import PNG

/// The chunks are walked by hand where the contract would have libpng do it (`PNGTextReader` says why): so both must say
/// the same of any file that is whole.
struct PNGTextAgreementTests {
  private typealias Fixture = PNGFixture

  @Test func libpngReadsTheSameTexts() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let reader = PNGTextReader()
    for round in 0..<100 {
      let chunks = Self.chunks(&random)
      let file = Fixture.file(chunks)
      let ours = try reader.read(CountingSource(file).read, size: file.count)
      #expect(ours.texts == LibPNGTexts(file).all, "seed \(seed), round \(round)")
      #expect(ours.problem == nil, "seed \(seed), round \(round)")
      #expect(ours.header.width == 7 && ours.header.height == 5)
    }
  }

  /// Texts of all kinds and of lengths up to several windows, before and after the pixels, among other chunks.
  private static func chunks(_ random: inout SplitMix) -> [Fixture.Chunk] {
    let rows = [UInt8](repeating: 0, count: 5 * (1 + 7 * 3))
    let time: Fixture.Chunk = ("tIME", [7, 232, 5, 1, 12, 0, 0])
    let before = texts(&random) + (Bool.random(using: &random) ? [time] : [])
    return before + [("IDAT", Fixture.zlib(rows))] + texts(&random) + [Fixture.end]
  }

  private static func texts(_ random: inout SplitMix) -> [Fixture.Chunk] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let keyword = ["parameters", "prompt", "workflow", "k", String(repeating: "n", count: 79)]
        .randomElement(using: &random)!
      let length = [0, 1, 7, 300, 4000, 4080, 16_400, 60_000].randomElement(using: &random)!
      let pieces = (0..<8).map { _ in ["a", "{", "\n", "é", "猫", "😀"].randomElement(using: &random)! }
      let text = String(repeating: pieces.joined(), count: (length + 7) / 8)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return Fixture.text(keyword, text)
      case 1: return Fixture.compressed(keyword, Array(text.utf8))
      case 2: return Fixture.international(keyword, text, isCompressed: false)
      default: return Fixture.international(keyword, text, isCompressed: true)
      }
    }
  }
}

/// The texts of a PNG file by libpng's low-level reader.
private struct LibPNGTexts {
  private(set) var all: [PNGText] = []

  init(_ file: [UInt8]) {
    let source = Source(file)
    // libpng reports errors by longjmp(3), which must not cross this frame; the files here are whole.
    var png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, nil, { _, message in fatalError(String(cString: message!)) }, { _, _ in })
    var before = png_create_info_struct(png)
    var after = png_create_info_struct(png)
    defer { png_destroy_read_struct(&png, &before, &after) }
    withExtendedLifetime(source) {
      png_set_read_fn(png, Unmanaged.passUnretained(source).toOpaque()) { png, buffer, count in
        Unmanaged<Source>.fromOpaque(png_get_io_ptr(png)).takeUnretainedValue().read(buffer!, count)
      }
      png_read_info(png, before)
      var row = [UInt8](repeating: 0, count: png_get_rowbytes(png, before))
      for _ in 0..<png_get_image_height(png, before) { png_read_row(png, &row, nil) }
      png_read_end(png, after)
    }
    all = Self.texts(png, before) + Self.texts(png, after)
  }

  private static func texts(_ png: OpaquePointer?, _ info: OpaquePointer?) -> [PNGText] {
    var texts: png_textp?
    var count: Int32 = 0
    png_get_text(png, info, &texts, &count)
    return UnsafeBufferPointer(start: texts, count: Int(count)).map { text in
      let length = text.compression >= PNG_ITXT_COMPRESSION_NONE ? text.itxt_length : text.text_length
      let bytes = UnsafeRawBufferPointer(start: text.text, count: length)
      return PNGText(keyword: String(cString: text.key), bytes: Array(bytes))
    }
  }

  private final class Source {
    private let file: [UInt8]
    private var position = 0

    init(_ file: [UInt8]) { self.file = file }

    func read(_ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) {
      precondition(position + count <= file.count)
      UnsafeMutableRawBufferPointer(start: buffer, count: count).copyBytes(from: file[position..<position + count])
      position += count
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
