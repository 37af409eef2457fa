import Foundation
import Samples
import Synchronization
import Testing

@testable import Disk

struct WatchPartsTests {
  @Test func anImageCutAnywhereLacksItsEnd() throws {
    let png = Picture.png(seed: 1)
    let webp = Array("RIFF".utf8) + [8, 0, 0, 0] + Array("WEBPVP8 ".utf8)
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xD9]
    for whole in [png, webp, jpeg] {
      #expect(try ending(whole) == .complete)
      for length in 0..<whole.count { #expect(try ending(Array(whole[..<length])) == .missing, "\(length)") }
    }
    #expect(try ending(Array("this is no image".utf8)) == .foreign)
  }

  private func ending(_ bytes: [UInt8]) throws -> ImageEnding {
    let folder = ScratchFolder()
    try Data(bytes).write(to: URL(filePath: folder.path + "/x"))
    let file = Descriptor(owning: open(folder.path + "/x", O_RDONLY))
    return ImageEnding.of(file, size: bytes.count)
  }

  @Test func theKernelKnowsWhoWrites() throws {
    let folder = ScratchFolder()
    let writer = try #require(fopen(folder.path + "/x", "w"))
    let file = Descriptor(owning: open(folder.path + "/x", O_RDONLY))
    #expect(FileReadiness.of(file, size: 0) == .beingWritten)
    fclose(writer)
    #expect(FileReadiness.of(file, size: 0) == .ready)
  }

  @Test func onlyMountsBeneathTheRootCount() {
    let table = Array(
      """
      27 1 254:0 / / rw - ext4 /dev/vda rw
      28 27 0:25 / /data/share rw - nfs host:/x rw
      29 27 0:26 / /data/with\\040space rw - nfs host:/y rw
      30 27 0:27 / /database rw - tmpfs t rw
      """.utf8)
    func mounts(_ table: [UInt8]) -> MountTable { MountTable(beneath: Array("/data".utf8), table: table) }
    let without = table.split(separator: UInt8(ascii: "\n"))
    #expect(mounts(table) != mounts(Array(without[0...1].joined(separator: [10]))))
    #expect(mounts(table) == mounts(Array(without[1...2].joined(separator: [10]))))
    #expect(MountTable(beneath: Array("/data/with space".utf8), table: table) != mounts([]))
  }

  @Test func theLimitsAreRead() throws {
    let limits = try #require(InotifyLimits.current())
    let queue = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    #expect("\(limits.queuedEvents)\n" == queue)
    #expect(limits.watches > 0)
    let event = WatchEvent(watch: 1, mask: [.created, .isFolder], name: Array("a".utf8))
    #expect(event.described() == "CREATE,ISDIR a")
  }

  /// Asked every few milliseconds for ten seconds, as in a storm: twenty a second, none later for those before it.
  @Test func changesKeepTheirPace() {
    var pacer = Pacer()
    var moments: [Int] = []
    for time in stride(from: 0, to: 10_000, by: 7) {
      let now = Moment(nanoseconds: 0) + .milliseconds(time)
      guard pacer.isDue(now) else { continue }
      pacer.didHandOut(now)
      moments.append(time)
    }
    #expect(moments.first == 0)
    #expect(moments.count == 200)
    // After a quiet time at once, and then not twice for the turns that were missed.
    #expect(pacer.isDue(Moment(nanoseconds: 0) + .seconds(60)))
    pacer.didHandOut(Moment(nanoseconds: 0) + .seconds(60))
    #expect(!pacer.isDue(Moment(nanoseconds: 0) + .seconds(60) + .milliseconds(49)))
  }

  /// Another layout can have the most names only after as many changes as the lead.
  @Test func theLeadOfACensus() {
    var census = NameCensus()
    #expect(census.lead == 0)
    for kind in [NameKind.layout(1), .layout(1), .layout(1), .layout(0), .query, .unknown] { census.add(kind) }
    #expect(census.lead == 2)
    census.add(.layout(0))
    census.add(.layout(0))
    #expect(census.lead == 0)
    #expect(census.layout == 0)
  }
}

@Suite struct FolderMarkTests {
  /// Broken off between the names and the texts, a scan has read nothing whole.
  @Test(arguments: [false, true]) func onlyAScanThatCameToItsEndIsTrusted(_ breaksOff: Bool) throws {
    let folder = ScratchFolder()
    try Data(Picture.png(seed: 7)).write(to: URL(filePath: folder.path + "/a.png"))
    let marks = FolderMarks()
    let scan = FolderScan(root: try Root(path: folder.path, followSymlinks: false), rules: .discovery)
    let isStopped = Mutex(false)
    Scanner(scan, marks: marks, isStopped: { isStopped.withLock { $0 } }).run { changes in
      if breaksOff, changes.contains(where: \.isOfFiles) { isStopped.withLock { $0 = true } }
    }
    let again = Mutex(0)
    Scanner(scan, marks: marks, isStopped: { false }).runAgain { changes in
      again.withLock { $0 += changes.count(where: \.isOfFiles) }
    }
    #expect(again.withLock { $0 } == (breaksOff ? 1 : 0))
  }
}

extension FileChange {
  fileprivate var isOfFiles: Bool {
    switch self {
    case .folder, .files: true
    case .removed, .progress, .unavailable: false
    }
  }
}
