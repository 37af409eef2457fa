import Samples
import Testing

@Suite struct NameTests {
  @Test(
    arguments: [
      (Array("plain é.png".utf8), "plain é.png"),
      ([0x61, 0xE9, 0x2E], "a%E9."),
      ([0x25, 0xFF, 0x41], "%25%FFA"),
      ([0xC3, 0xA9, 0xC3], "é%C3"),
      ([0xED, 0xA0, 0x80], "%ED%A0%80"),
    ] as [([UInt8], String)])
  func namesAreShownAndFoundAgain(_ bytes: [UInt8], _ shown: String) {
    #expect(DisplayName.text(of: bytes) == shown)
    if String(validating: bytes, as: UTF8.self) == nil { #expect(DisplayName.escapedBytes(of: shown) == bytes) }
  }

  @Test(arguments: ["plain", "100%", "%41", "caf%C3%A9"])
  func shownNamesThatAreUTF8AreNoEscapes(_ text: String) { #expect(DisplayName.escapedBytes(of: text) == nil) }

  @Test func pathsContainWhatLiesInThem() {
    #expect(RelativePath("run1").contains(RelativePath("run1/a")))
    #expect(RelativePath("run1").contains(RelativePath("run1")))
    #expect(!RelativePath("run1").contains(RelativePath("run10/a")))
    #expect(RelativePath.root.contains(RelativePath("x")))
    #expect(RelativePath("a/b").parent == RelativePath("a"))
    #expect(RelativePath("a").parent == .root)
  }

  @Test func versionsDifferWhereverTheStampDoes() {
    let stamp = FileStamp(modified: 1, size: 2, inode: 3)
    let others = [
      FileStamp(modified: 2, size: 2, inode: 3), FileStamp(modified: 1, size: 3, inode: 3),
      FileStamp(modified: 1, size: 2, inode: 4), FileStamp(modified: 2, size: 1, inode: 3),
    ]
    #expect(Set(others.map(\.version) + [stamp.version]).count == 5)
    #expect(FileStamp(modified: 1, size: 2, inode: 3).version == stamp.version)
  }

  @Test func versionsAreWrittenInBase36() {
    let edges: [UInt64] = [0, 1, 9, 10, 35, 36, 1295, 1296, .max - 1, .max]
    for version in edges + (0..<1000).map({ UInt64.max / ($0 * $0 + 1) }) {
      #expect(VersionText.text(version) == String(version, radix: 36))
    }
  }
}
