import Catalog
import Foundation
import Samples
import Testing

@testable import Disk

/// A half-written file is never shown, and one that was overwritten is another version.
struct WritingTests {
  private func version(_ name: String, _ watched: Watched) -> UInt64? {
    watched.catalog.snapshot().images(at: RelativePath(name)).first?.image.version
  }

  /// Other files that come and are read meanwhile show that the watcher had its chance.
  private func letPass(_ watched: Watched, _ name: String) throws {
    try watched.run("cp $PNG2 \(name)")
    try watched.wait(name) { version(name, watched) != nil }
    // Longer than the watcher leaves a file whose writer it knows nothing of before its first look.
    usleep(700_000)
  }

  @Test(arguments: ["", "new/deep/"]) func aHalfWrittenFileIsNotShown(folder: String) throws {
    let watched = try Watched()
    try watched.ready()
    let picture = Picture.png(seed: 4)
    if !folder.isEmpty {
      try FileManager.default.createDirectory(atPath: "\(watched.path)/\(folder)", withIntermediateDirectories: true)
    }
    let path = "\(watched.path)/\(folder)half.png"
    let file = try #require(fopen(path, "w"))
    fwrite(picture, 1, picture.count / 2, file)
    fflush(file)
    try letPass(watched, "one.png")
    #expect(version("\(folder)half.png", watched) == nil)
    fwrite(Array(picture[(picture.count / 2)...]), 1, picture.count - picture.count / 2, file)
    fclose(file)
    try watched.expectFreshScan()
    #expect(version("\(folder)half.png", watched) != nil)
  }

  @Test func theFirstScanPassesOverWhatIsBeingWritten() throws {
    let picture = Picture.png(seed: 4)
    var file: UnsafeMutablePointer<FILE>?
    let watched = try Watched(prepare: "mkdir root") { root in
      file = fopen(root + "/half.png", "w")
      fwrite(picture, 1, picture.count / 2, file)
      fflush(file)
    }
    try watched.wait("the end of the scan") { watched.catalog.snapshot().state == .ready }
    #expect(watched.paths.isEmpty)
    fwrite(Array(picture[(picture.count / 2)...]), 1, picture.count - picture.count / 2, file)
    fclose(file)
    try watched.wait("the image") { watched.paths == ["half.png"] }
  }

  @Test func anOverwrittenFileIsAnotherVersion() throws {
    let watched = try Watched()
    try watched.run("cp $PNG1 a.png")
    try watched.expectFreshScan()
    let first = version("a.png", watched)
    // Opened and cut, which alone is an event; the old version stays until the writer is done.
    let file = try #require(fopen("\(watched.path)/a.png", "w"))
    fwrite([1, 2, 3], 1, 3, file)
    fflush(file)
    try letPass(watched, "b.png")
    #expect(version("a.png", watched) == first)
    let picture = Picture.png(seed: 6)
    rewind(file)
    fwrite(picture, 1, picture.count, file)
    fclose(file)
    try watched.wait("a new version") { version("a.png", watched) != first }
    try watched.expectFreshScan()
    #expect(watched.index.lines.contains { $0.contains("a.png") && $0.contains("seed=6") })
  }

  /// truncate(2) and utimensat(2) take a path: nobody ever closes the file.
  @Test func changesWithoutAClose() throws {
    let watched = try Watched()
    try watched.run("cp $PNG1 a.png; cp $PNG2 b.png")
    try watched.expectFreshScan()
    #expect(truncate("\(watched.path)/a.png", 20) == 0)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: "\(watched.path)/b.png")
    try watched.expectFreshScan()
  }

  @Test func eachImageIsAnnouncedOnce() throws {
    let watched = try Watched()
    try watched.ready()
    try watched.run("mkdir -p a/b; for i in {1..200}; do cp $PNG1 a/b/$i.png; done")
    try watched.expectFreshScan()
    let changes = watched.runChanges.filter { $0.id == "a/b" }
    #expect(changes.reduce(0) { $0 + $1.added } == 200)
    #expect(changes.allSatisfy { $0.removed == 0 })
  }

  /// A folder that is read again, here for its prompts, is never seen half empty.
  @Test func whatIsShownStaysWhileItsFolderIsReadAgain() throws {
    let watched = try Watched(prepare: "mkdir -p root/r; for i in {1..3000}; do echo $i > root/r/$i.png; done")
    try watched.ready()
    let before = watched.runChanges.count
    try watched.run("echo a cat > r/prompts.txt; sleep 0.5; cp $PNG1 r/new.png")
    try watched.expectFreshScan()
    let counts = watched.runChanges[before...].map(\.imageCount)
    #expect(counts.last == 3001)
    #expect(counts.allSatisfy { $0 >= 3000 }, "\(counts)")
  }
}
