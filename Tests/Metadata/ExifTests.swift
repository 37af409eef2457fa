import Metadata
import Testing

/// A TIFF block made to order.
private struct Block {
  var isBigEndian = false
  /// Tag, type, value; those of the Exif directory stand in `exif`.
  var main: [(tag: Int, type: Int, value: [UInt8])] = []
  var exif: [(tag: Int, type: Int, value: [UInt8])] = []

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? bytes.reversed() : bytes
  }

  var bytes: [UInt8] {
    var block: [UInt8] = (isBigEndian ? [0x4D, 0x4D, 0, 0x2A] : [0x49, 0x49, 0x2A, 0]) + number(8, 4)
    let pointer = exif.isEmpty ? 0 : 1
    let size = 2 + 12 * (main.count + pointer) + 4
    let mainData = main.filter { $0.value.count > 4 }.map(\.value.count).reduce(0, +)
    var data: [UInt8] = []
    block += number(main.count + pointer, 2)
    for entry in main { block += directoryEntry(entry, dataAt: 8 + size, &data) }
    if pointer == 1 { block += number(0x8769, 2) + number(4, 2) + number(1, 4) + number(8 + size + mainData, 4) }
    block += number(0, 4) + data
    guard pointer == 1 else { return block }
    data = []
    let start = block.count
    block += number(exif.count, 2)
    for entry in exif { block += directoryEntry(entry, dataAt: start + 2 + 12 * exif.count + 4, &data) }
    return block + number(0, 4) + data
  }

  private func directoryEntry(
    _ entry: (tag: Int, type: Int, value: [UInt8]), dataAt start: Int, _ data: inout [UInt8]
  ) -> [UInt8] {
    let count = entry.type == 3 ? entry.value.count / 2 : entry.value.count
    let head = number(entry.tag, 2) + number(entry.type, 2) + number(count, 4)
    if entry.value.count <= 4 { return head + entry.value + Array(repeating: 0, count: 4 - entry.value.count) }
    defer { data += entry.value }
    return head + number(start + data.count, 4)
  }
}

private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
  text.utf16.flatMap { unit -> [UInt8] in
    let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
    return isBigEndian ? bytes : bytes.reversed()
  }
}

@Suite struct ExifTests {
  private static let text = "café 猫\nSteps: 4, Sampler: Euler, Seed: 9"
  private static let expected = ["prompt": "café 猫", "steps": "4", "sampler": "Euler", "seed": "9"]

  private func read(_ block: Block) -> [String: String]? {
    Dialects.read(ExifBlock.chunks(tiff: block.bytes[...]), fileStem: "").map(dimensionTable)
  }

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func userCommentInAnyOrder(blockIsBig: Bool, textIsBig: Bool) {
    let value = Array("UNICODE\0".utf8) + utf16(Self.text, isBigEndian: textIsBig)
    #expect(read(Block(isBigEndian: blockIsBig, exif: [(0x9286, 7, value)])) == Self.expected)
  }

  @Test(arguments: ["ASCII\0\0\0", "\0\0\0\0\0\0\0\0", "", "UNICODE\0"])
  func userCommentAsUTF8(code: String) {
    #expect(read(Block(exif: [(0x9286, 7, Array((code + Self.text).utf8))])) == Self.expected)
  }

  @Test func fooocusWritesIntoTheFirstDirectory() {
    #expect(read(Block(main: [(0x9286, 2, Array((Self.text + "\0").utf8))])) == Self.expected)
  }

  @Test func graphsInMakeAndModel() {
    let graph = Array(("Prompt:" + ComfyUITests.c1 + "\0").utf8)
    let workflow = Array("workflow:{\"nodes\":[]}\0".utf8)
    #expect(read(Block(main: [(0x010F, 2, workflow), (0x0110, 2, graph)])) == ComfyUITests.base)
    #expect(read(Block(isBigEndian: true, main: [(0x010F, 2, graph)])) == ComfyUITests.base)
    #expect(
      read(Block(exif: [(0x9286, 7, Array(("ASCII\0\0\0{\"prompt\":" + ComfyUITests.c1 + "}").utf8))]))
        == ComfyUITests.base)
  }

  @Test func camerasSayNothing() {
    let block = Block(
      main: [
        (0x010F, 2, Array("Canon\0".utf8)), (0x0110, 2, Array("EOS R5\0".utf8)),
        (0x010E, 2, Array("A boat: 3, b: 4\0".utf8)),
      ],
      exif: [(0x9286, 7, Array("ASCII\0\0\0Holiday, Seed: 4".utf8))])
    #expect(ExifBlock.chunks(tiff: block.bytes[...]).count == 4)
    #expect(read(block) == nil)
  }

  @Test func orientation() {
    #expect(ExifBlock.orientation(tiff: Block(main: [(0x0112, 3, [6, 0])]).bytes[...]) == 6)
    #expect(ExifBlock.orientation(tiff: Block(isBigEndian: true, main: [(0x0112, 3, [0, 8])]).bytes[...]) == 8)
    #expect(ExifBlock.orientation(tiff: Block(main: [(0x0112, 3, [9, 0])]).bytes[...]) == nil)
    #expect(ExifBlock.orientation(tiff: (Array("Exif\0\0".utf8) + Block(main: [(0x0112, 3, [3, 0])]).bytes)[...]) == 3)
  }

  @Test func slicesAreReadWhereTheyLie() {
    let bytes = Block(exif: [(0x9286, 7, Array(("ASCII\0\0\0" + Self.text).utf8))]).bytes
    let padded = [1, 2, 3] + bytes + [4, 5]
    #expect(ExifBlock.chunks(tiff: padded[3...]).count == 1)
  }

  @Test func brokenBlocksAreReadAsFarAsTheyGo() {
    let whole = Block(main: [(0x010F, 2, Array("prompt:{}\0".utf8))], exif: [(0x9286, 7, Array("UNICODE\0a\0".utf8))])
      .bytes
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = [
          0, 1, 0x7F, 0xFF, .random(in: 0...255, using: &random),
        ].randomElement(using: &random)!
      }
      bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      #expect(ExifBlock.chunks(tiff: bytes[...]).count <= 1024, "seed \(seed)")
      _ = ExifBlock.orientation(tiff: bytes[...])
    }
  }
}
