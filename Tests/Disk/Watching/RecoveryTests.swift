import Catalog
import Foundation
import Samples
import Testing

@testable import Disk

/// What goes wrong in days of watching, and that the index is right afterwards.
@Suite(.serialized) struct RecoveryTests {
  @Test func aRootThatComesLater() throws {
    let watched = try Watched(prepare: "true")
    try watched.wait("unavailable") { watched.catalog.snapshot().state == .unavailable }
    try Shell.run("mkdir root", in: watched.folder.path)
    try watched.run("cp $PNG1 a.png")
    try watched.wait("ready") { watched.catalog.snapshot().state == .ready }
    try watched.run("mkdir b; cp $PNG2 b/b.png")
    try watched.expectFreshScan()
    #expect(watched.paths == ["a.png", "b/b.png"])
  }

  @Test func aRootThatIsReplaced() throws {
    let watched = try Watched(prepare: "mkdir -p root/a root/b")
    try watched.run("cp $PNG1 a/1.png; cp $PNG1 b/1.png")
    try watched.expectFreshScan()
    try Shell.run(
      "mkdir -p new/b new/c; cp root/b/1.png new/b/2.png; mv root old; mv new root", in: watched.folder.path)
    try watched.wait("the new root") { watched.paths == ["b/2.png"] }
    try Shell.run("cp old/a/1.png old/a/unseen.png; cp old/a/1.png root/c/3.png", in: watched.folder.path)
    try watched.expectFreshScan()
    #expect(watched.paths == ["b/2.png", "c/3.png"])
  }

  /// What was known stays listed while the root is away.
  @Test func aRootThatIsAwayForAWhile() throws {
    let watched = try Watched(prepare: "mkdir -p root/a")
    try watched.run("cp $PNG1 a/1.png")
    try watched.expectFreshScan()
    try Shell.run("mv root away", in: watched.folder.path)
    try watched.wait("unavailable") { watched.catalog.snapshot().state == .unavailable }
    #expect(watched.paths == ["a/1.png"])
    try Shell.run("mv away/a/1.png away/a/2.png; mv away root", in: watched.folder.path)
    try watched.wait("ready") { watched.catalog.snapshot().state == .ready }
    try watched.run("cp $PNG3 a/3.png")
    try watched.expectFreshScan()
    #expect(watched.paths == ["a/2.png", "a/3.png"])
  }

  /// A file that was changed and given its old time again shows which files a rescan opens: none of a folder that is as
  /// it was, and all of one in which anything changed, be it a file beside the images.
  @Test func aRescanOpensNothingOfAFolderThatIsAsItWas() throws {
    let watched = try Watched(prepare: "mkdir -p root/{same,more,fewer,other,beside}")
    try Data(Picture.png(seed: 1, steps: 30)).write(to: URL(filePath: watched.folder.path + "/changed.png"))
    try watched.run("for d in *; do cp $PNG1 $d/1.png; cp $PNG1 $d/2.png; done")
    // What came by events is marked by the first rescan.
    try watched.rescan(after: "true")
    try watched.rescan(
      after: """
        for d in *; do cp -p $d/1.png ../time; cat ../changed.png > $d/1.png; touch -r ../time $d/1.png; done
        cp $PNG3 more/3.png; rm fewer/2.png; touch other/2.png; echo 'a dog' > beside/2.txt
        """)
    let stale = watched.index.lines.filter { $0.contains("1.png") && $0.contains("steps=20") }
    #expect(stale.map { $0.prefix(5) } == ["same:"])
    #expect(watched.paths.count == 10)
  }

  /// Nothing takes from the queue while the index is held, so the kernel drops what comes when it is full.
  @Test func theQueueOverflows() throws {
    let watched = try Watched(prepare: "mkdir -p root/a root/b; touch root/b/1.tmp")
    try watched.ready()
    let limit = try #require(InotifyLimits.current()).queuedEvents
    try watched.whileNothingIsTaken(from: "cp $PNG1 a/first.png") {
      // Two events each, which the kernel never merges.
      let names = (1...2).map { "\(watched.path)/b/\($0).tmp" }
      for index in 0..<limit { rename(names[index % 2], names[1 - index % 2]) }
      try watched.run("mkdir -p lost/in; cp $PNG2 lost/in/x.png; rm a/first.png; cp $PNG3 a/second.png; mv b c")
    }
    try watched.wait("an overflow") { watched.watcher.report.overflows > 0 }
    try watched.expectFreshScan()
    #expect(watched.paths == ["a/second.png", "lost/in/x.png"])
    try watched.run("cp $PNG1 lost/in/after.png; cp $PNG1 c/after.png")
    try watched.expectFreshScan("after the overflow")
    #expect(watched.watcher.report.rescans > 0)
  }

  /// Again and again, also while the scan after the last one is under way.
  @Test(.enabled(if: KernelSetting.areWritable, "needs root and a writable /proc/sys/fs/inotify"))
  func theQueueIsFarTooSmall() throws {
    try KernelLimits.alone {
      let watched = try KernelSetting.with("max_queued_events", 8) {
        let watched = try Watched(isAlone: true)
        // Its queue keeps the size it was made with.
        try watched.ready()
        return watched
      }
      try watched.run(
        "for i in {1..300}; do mkdir d$i; echo $i > d$i/$i.png; echo $i > $i.png; done; rm -r d2*; mv d1 e1")
      try watched.wait("an overflow") { watched.watcher.report.overflows > 0 }
      try watched.expectFreshScan()
      try watched.run("cp $PNG1 e1/after.png")
      try watched.expectFreshScan("after the overflows")
      #expect(watched.watcher.report.rescans > 0)
    }
  }

  @Test func nothingIsLeftOpen() throws {
    let before = try openDescriptors()
    for _ in 0..<3 {
      let watched = try Watched(prepare: "mkdir -p root/{1..50}/in")
      try watched.ready()
      try watched.run("for i in {1..50}; do cp $PNG1 $i/in/x.png; done; rm -r {1..40}")
      try watched.expectFreshScan()
      #expect(watched.watcher.report.watches == 21)
      watched.watcher.stop()
    }
    // Other tests open some at the same time, but none opens as many as one watcher with fifty folders would leave.
    #expect(try openDescriptors() < before + 40)
  }

  private func openDescriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}

/// A limit of the kernel for a moment: all users of the machine feel it.
enum KernelSetting {
  private static let folder = "/proc/sys/fs/inotify/"

  static var areWritable: Bool { access(folder + "max_queued_events", W_OK) == 0 }

  /// A shell puts the old value back when its input ends: also when this process dies.
  static func with<Result>(_ name: String, _ value: Int, _ body: () throws -> Result) throws -> Result {
    let keeper = Process()
    keeper.executableURL = URL(filePath: "/bin/bash")
    let script = "old=$(<$0); trap '' INT TERM; echo \(value) > $0; echo set; read || true; echo $old > $0"
    keeper.arguments = ["-euc", script, folder + name]
    let (input, output) = (Pipe(), Pipe())
    keeper.standardInput = input
    keeper.standardOutput = output
    try keeper.run()
    defer {
      try? input.fileHandleForWriting.close()
      keeper.waitUntilExit()
    }
    _ = output.fileHandleForReading.availableData
    return try body()
  }
}
