import Foundation
import Samples
import Synchronization
import Testing

@testable import Thumbnails

/// Images in a folder, asked for as the API asks. Time stands still unless the test moves it.
private final class Studio: Sendable {
  let folder: Folder
  let service: ThumbnailService
  private let clock: Clock
  private let log = Mutex((opened: [String](), done: [String](), results: [Result<MadeThumbnail, ThumbnailError>]()))
  private let finished = DispatchSemaphore(value: 0)
  private let gate = DispatchSemaphore(value: 0)

  init(workers: Int = 1, sharing other: Studio? = nil) throws {
    folder = try other?.folder ?? Folder()
    let clock = Clock()
    self.clock = clock
    service = ThumbnailService(
      cache: ThumbnailCache(folder: folder.path + "/cache", limit: 10_000_000), workers: workers,
      milliseconds: { clock.now.withLock { $0 } })
  }

  func wait(milliseconds: Int) { clock.now.withLock { $0 += milliseconds } }

  var opened: [String] { log.withLock { $0.opened } }
  var done: [String] { log.withLock { $0.done } }
  var results: [Result<MadeThumbnail, ThumbnailError>] { log.withLock { $0.results } }

  // MARK: Images

  func write(_ name: String, _ content: [UInt8] = Files.png(.quarters(30, 20))) throws {
    try Data(content).write(to: URL(filePath: "\(folder.path)/\(name)"))
  }

  private func open(_ name: String) -> OpenImage? {
    let descriptor = Glibc.open("\(folder.path)/\(name)", O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
    let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    let stamp = FileStamp(modified: modified, size: Int64(status.st_size), inode: UInt64(status.st_ino))
    return OpenImage(descriptor: descriptor, stamp: stamp, format: .png)
  }

  func key(_ name: String) -> ThumbnailKey {
    let image = open(name)
    defer { _ = image.map { close($0.descriptor) } }
    return ThumbnailKey(
      path: RelativePath(name), stamp: image?.stamp ?? FileStamp(modified: 0, size: 0, inode: 0), size: .tiny)
  }

  // MARK: Asking

  /// `change` is what happens to the file between its opening and its reading.
  @discardableResult
  func ask(_ name: String, change: @escaping @Sendable () -> Void = {}) -> @Sendable () -> Void {
    service.make(key(name)) { [self] in
      log.withLock { $0.opened.append(name) }
      let image = open(name)
      change()
      return image
    } completion: { [self] result in
      log.withLock {
        $0.done.append(name)
        $0.results.append(result)
      }
      finished.signal()
    }
  }

  /// Keeps a worker busy until `release`; begun when it returns.
  func block(_ name: String) {
    let begun = DispatchSemaphore(value: 0)
    ask(name) { [gate] in
      begun.signal()
      gate.wait()
    }
    begun.wait()
  }

  func release() { gate.signal() }

  /// Waits for so many answers.
  func wait(answers count: Int) { for _ in 0..<count { finished.wait() } }

  func waitUntilIdle() { while service.counters.running > 0 { usleep(1000) } }
}

struct ServiceTests {
  @Test func aThumbnailIsMadeAndKept() throws {
    let studio = try Studio()
    try studio.write("a.png")
    #expect(studio.service.cached(studio.key("a.png")) == nil)
    studio.ask("a.png")
    studio.wait(answers: 1)
    let made = try studio.results[0].get()
    #expect(try Shown(webp: made.webp).width == 30)
    #expect(made.version == studio.key("a.png").version)
    let kept = try #require(studio.service.cached(studio.key("a.png")))
    #expect(kept.webp() == made.webp)
    #expect(kept.signature() == (try thumbnail(of: Files.png(.quarters(30, 20)), .png).signature))
    #expect(studio.service.counters.made == 1 && studio.service.counters.hits == 1)
  }

  @Test func whoAsksForTheSameWaitsForTheSame() throws {
    let studio = try Studio()
    for name in ["block.png", "a.png"] { try studio.write(name) }
    studio.block("block.png")
    for _ in 0..<5 { studio.ask("a.png") }
    studio.release()
    studio.wait(answers: 6)
    #expect(studio.opened == ["block.png", "a.png"])
    #expect(studio.done == ["block.png"] + [String](repeating: "a.png", count: 5))
    #expect(studio.service.counters.joined == 4 && studio.service.counters.made == 2)
  }

  @Test func theNewestBurstGoesFirstAndEachInItsOrder() throws {
    let studio = try Studio()
    let names = ["block.png"] + (0..<9).map { "\($0).png" }
    for name in names { try studio.write(name) }
    studio.block("block.png")
    for index in 0..<9 {
      if index % 3 == 0 { studio.wait(milliseconds: 1000) }
      studio.ask("\(index).png")
    }
    #expect(studio.service.counters.waiting == 9)
    studio.release()
    studio.wait(answers: 10)
    #expect(studio.done == ["block", "6", "7", "8", "3", "4", "5", "0", "1", "2"].map { "\($0).png" })
  }

  @Test func whatNobodyWaitsForIsNotBegun() throws {
    let studio = try Studio()
    for name in ["block.png", "a.png", "b.png", "c.png"] { try studio.write(name) }
    studio.block("block.png")
    let cancel = studio.ask("a.png")
    let cancelOne = studio.ask("b.png")
    studio.ask("b.png")
    studio.ask("c.png")
    cancel()
    cancelOne()
    #expect(studio.service.counters.waiting == 2)
    studio.release()
    studio.wait(answers: 3)
    studio.waitUntilIdle()
    #expect(studio.opened == ["block.png", "b.png", "c.png"])
    #expect(studio.done == ["block.png", "b.png", "c.png"])
    #expect(studio.service.counters.abandoned == 1)
    // It may be asked for again.
    studio.ask("a.png")
    studio.wait(answers: 1)
    #expect(studio.done.last == "a.png")
  }

  @Test func noMoreThanItsWorkersWorkAtOnce() throws {
    let studio = try Studio(workers: 2)
    for index in 0..<12 { try studio.write("\(index).png") }
    let shared = Busy()
    for index in 0..<12 {
      studio.ask("\(index).png") {
        shared.enter()
        usleep(3000)
        shared.leave()
      }
    }
    studio.wait(answers: 12)
    #expect(shared.most == 2)
    studio.waitUntilIdle()
    #expect(studio.service.counters.running == 0)
  }

  @Test func aBrokenFileIsReadOnceAndAnUnfinishedOneAgain() throws {
    let studio = try Studio()
    let whole = Files.png(.quarters(30, 20))
    var damaged = whole
    damaged[50] ^= 1
    try studio.write("damaged.png", damaged)
    try studio.write("cut.png", Array(whole.dropLast(30)))
    for _ in 0..<3 {
      for name in ["damaged.png", "cut.png", "gone.png"] {
        studio.ask(name)
        studio.wait(answers: 1)
      }
    }
    #expect(studio.opened.count { $0 == "damaged.png" } == 1)
    #expect(studio.opened.count { $0 == "cut.png" } == 3)
    #expect(studio.results.allSatisfy { (try? $0.get()) == nil })
    try studio.write("damaged.png", whole)
    studio.ask("damaged.png")
    studio.wait(answers: 1)
    #expect((try? studio.results.last?.get()) != nil, "mended, it is another version")
  }

  /// Half of one picture and half of another must not be kept as either.
  @Test func aFileThatChangesWhileItIsReadIsNotKept() throws {
    let studio = try Studio()
    try studio.write("a.png")
    let key = studio.key("a.png")
    studio.ask("a.png") { [folder = studio.folder] in Folder.age("\(folder.path)/a.png", seconds: 50) }
    studio.wait(answers: 1)
    #expect(studio.results == [.failure(.incomplete)])
    #expect(studio.service.cached(key) == nil && studio.service.cached(studio.key("a.png")) == nil)
  }

  /// It was asked for as one version, and is another by the time it is opened.
  @Test func aNewerVersionIsToldAsSuch() throws {
    let studio = try Studio()
    for name in ["block.png", "a.png"] { try studio.write(name) }
    let asked = studio.key("a.png")
    studio.block("block.png")
    studio.ask("a.png")
    try studio.write("a.png", Files.png(.quarters(40, 20)))
    studio.release()
    studio.wait(answers: 2)
    let made = try studio.results[1].get()
    #expect(made.version == studio.key("a.png").version && made.version != asked.version)
    #expect(try Shown(webp: made.webp).width == 40)
    #expect(studio.service.cached(asked) == nil)
  }

  @Test func whatAnotherServerMadeMeanwhileIsTaken() throws {
    let studio = try Studio()
    for name in ["block.png", "a.png"] { try studio.write(name) }
    let other = try Studio(sharing: studio)
    other.block("block.png")
    other.ask("a.png")
    // As if the first had made another picture of it, which tells who made it.
    studio.service.cache.store(.filler(3000), studio.key("a.png"))
    other.release()
    other.wait(answers: 2)
    #expect(try other.results[1].get().webp == Thumbnail.filler(3000).webp)
  }

  @Test func withoutRoomForTheCacheThumbnailsAreMadeAllTheSame() throws {
    let studio = try Studio()
    try studio.write("a.png")
    try studio.write("cache", [])
    for _ in 0..<2 {
      studio.ask("a.png")
      studio.wait(answers: 1)
    }
    #expect(studio.results.count == 2 && studio.results.allSatisfy { (try? $0.get()) != nil })
    #expect(studio.service.cache.report.problem != nil)
  }

  @Test func noDescriptorIsLeftOpen() throws {
    let studio = try Studio(workers: 2)
    let before = openDescriptors()
    for index in 0..<60 { try studio.write("\(index).png", index % 3 == 0 ? [1, 2, 3] : Files.png(.quarters(9, 9))) }
    for index in 0..<60 { studio.ask("\(index).png") }
    studio.wait(answers: 60)
    for index in 0..<60 { _ = studio.service.cached(studio.key("\(index).png")) }
    // Other tests open files too, but not sixty.
    #expect(openDescriptors() < before + 40)
  }
}

private final class Clock: Sendable {
  let now = Mutex(0)
}

/// Counts who is in it at once.
private final class Busy: Sendable {
  private let count = Mutex((now: 0, most: 0))

  func enter() { count.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }

  func leave() { count.withLock { $0.now -= 1 } }

  var most: Int { count.withLock { $0.most } }
}
