import Foundation
import Samples
import Testing

@testable import Disk

struct PollingTests {
  private static let options = WatchOptions(mode: .poll, pollSeconds: 1)

  @Test func changesAreFoundWithoutEvents() throws {
    let watched = try Watched(Self.options, prepare: "mkdir -p root/a/b root/c")
    try watched.ready()
    #expect(watched.watcher.report.mode == .poll)
    #expect(!watched.watcher.report.reasons.isEmpty)
    try watched.run("cp $PNG1 a/b/1.png; mkdir -p d/e; cp $PNG1 d/e/2.png; cp $PNG2 a/b/3.png")
    try watched.expectFreshScan("new files and folders")
    try watched.run("rm a/b/1.png; mv d z; rmdir c; cp $PNG3 z/new.png")
    try watched.expectFreshScan("removed and moved")
    #expect(watched.paths == ["a/b/3.png", "z/e/2.png", "z/new.png"])
    // The folder's own time does not tell of this one.
    try watched.run("cat $PNG1 > z/new.png")
    try watched.expectFreshScan("overwritten in place")
  }

  @Test func aRootThatComesLater() throws {
    let watched = try Watched(Self.options, prepare: "true")
    try Shell.run("mkdir root", in: watched.folder.path)
    try watched.run("cp $PNG1 a.png")
    try watched.wait("the image") { watched.paths == ["a.png"] }
  }

  static func picture(_ name: String, _ version: UInt64 = 1) -> (name: ArraySlice<UInt8>, version: UInt64) {
    (Array(name.utf8)[...], version)
  }

  @Test func whatDiffersBetweenTwoListings() {
    let old = KnownFiles([Self.picture("b"), Self.picture("a"), Self.picture("c")])
    let new = KnownFiles([Self.picture("d"), Self.picture("a"), Self.picture("c", 2)])
    let difference = old.difference(to: new)
    #expect(difference.changed == ["c", "d"].map { Array($0.utf8) })
    #expect(difference.removed == ["b"].map { Array($0.utf8) })
    var updated = old
    updated.update(with: new)
    updated.remove(difference.removed)
    #expect(updated == new)
    #expect(KnownFiles([Self.picture("a", 1), Self.picture("a", 2)]).version(of: Array("a".utf8)[...]) == 2)
  }

  /// Size or time still change: not yet. Its end is there: at once.
  @Test func filesInTheMakingWait() {
    var state = PollState(pollSeconds: 5)
    let start = Moment(nanoseconds: 0)
    let path = RelativePath("a")
    state.adopt(FolderScan.Place(path: path))
    func accepts(_ version: UInt64, _ ending: ImageEnding, _ seconds: Int) -> Bool {
      state.accepts(Array("x".utf8), in: path, version, ending, start + .seconds(seconds))
    }
    #expect(!accepts(1, .missing, 0))
    #expect(!accepts(2, .missing, 5))
    #expect(!accepts(2, .missing, 9))
    #expect(accepts(2, .missing, 10))
    #expect(!accepts(3, .missing, 11))
    #expect(accepts(4, .complete, 11))
    #expect(!accepts(5, .foreign, 12))
    #expect(accepts(5, .foreign, 13))
  }

  /// One stat a round, and a few readings after a change because times are coarse.
  @Test func idleFoldersAreNotRead() {
    var state = PollState(pollSeconds: 1)
    let path = RelativePath("a")
    state.adopt(FolderScan.Place(path: path))
    let stamp = FileStamp(modified: 1, size: 1, inode: 1)
    let later = FileStamp(modified: 2, size: 1, inode: 1)
    let rounds = [stamp, stamp, stamp, stamp, stamp, stamp, later, later].map {
      state.isDue(path, $0, Moment(nanoseconds: 0))
    }
    #expect(rounds == [true, true, true, true, false, false, true, true])
  }
}
