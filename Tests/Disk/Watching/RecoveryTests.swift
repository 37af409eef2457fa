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

  @Test(.enabled(if: KernelSetting.areWritable, "needs root and a writable /proc/sys/fs/inotify"))
  func theQueueOverflows() throws {
    try KernelLimits.alone { try overflow() }
  }

  private func overflow() throws {
    let setting = try KernelSetting("max_queued_events", 8)
    defer { setting.restore() }
    let watched = try Watched(isAlone: true)
    try watched.ready()
    try watched.run(
      "for i in {1..300}; do mkdir d$i; echo $i > d$i/$i.png; echo $i > $i.png; done; rm -r d2*; mv d1 e1")
    try watched.wait("an overflow") { watched.watcher.report.overflows > 0 }
    try watched.expectFreshScan()
    try watched.run("cp $PNG1 e1/after.png")
    try watched.expectFreshScan("after the overflow")
    #expect(watched.watcher.report.rescans > 0)
  }

  @Test(.enabled(if: KernelSetting.areWritable, "needs root and a writable /proc/sys/fs/inotify"))
  func allWatchesAreTaken() throws {
    try KernelLimits.alone { try exhaust() }
  }

  private func exhaust() throws {
    let setting = try KernelSetting("max_user_watches", KernelSetting.watchesInUse() + 12)
    defer { setting.restore() }
    let watched = try Watched(
      prepare: "mkdir -p root/{1..20}/in; for i in {1..20}; do echo $i > root/$i/in/x.png; done", isAlone: true)
    try watched.ready()
    let report = watched.watcher.report
    #expect(report.mode == .mixed)
    #expect(report.reasons.contains { $0.contains("max_user_watches") })
    #expect(report.watches + report.polledFolders == 41)
    try watched.run("for i in {1..20}; do echo new > $i/in/y.png; done; rm -r 3; mkdir -p 21/in; echo n > 21/in/z.png")
    try watched.expectFreshScan()
    #expect(watched.paths.count == 39)
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

/// A limit of the kernel, for the length of a test. Other tests of the same user feel it too, so its tests stay few.
struct KernelSetting {
  static let folder = "/proc/sys/fs/inotify/"
  static var areWritable: Bool { access(folder + "max_queued_events", W_OK) == 0 }

  private let path: String
  private let old: String

  init(_ name: String, _ value: Int) throws {
    path = Self.folder + name
    old = try String(contentsOfFile: path, encoding: .utf8)
    try "\(value)".write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Of all processes; those of other users do not count for the limit, but the test then only has more left.
  static func watchesInUse() -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { Int($0) != nil }.reduce(0) { count, process in
      let folder = "/proc/\(process)/fdinfo"
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let texts = files.compactMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
      return count + texts.reduce(0) { $0 + $1.split(separator: "\n").count { $0.hasPrefix("inotify wd:") } }
    }
  }

  func restore() { try? old.write(toFile: path, atomically: false, encoding: .utf8) }
}
