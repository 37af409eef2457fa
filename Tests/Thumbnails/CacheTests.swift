import Foundation
import Samples
import Testing

@testable import Thumbnails

struct CacheTests {
  private let folder: Folder
  private let cache: ThumbnailCache

  init() throws {
    folder = try Folder()
    cache = ThumbnailCache(folder: folder.path, limit: 1_000_000)
  }

  @Test func whatIsKeptIsGivenForTheSameFileAndSizeOnly() throws {
    let thumbnail = Thumbnail.filler(3000)
    cache.store(thumbnail, ThumbnailKey("run/a.png"))
    let kept = try #require(cache.open(ThumbnailKey("run/a.png")))
    #expect(kept.size == thumbnail.webp.count)
    #expect(kept.webp() == thumbnail.webp)
    #expect(kept.signature() == thumbnail.signature)
    let others = [
      ThumbnailKey("run/b.png"), ThumbnailKey("run/a.pn"), ThumbnailKey("run/a.png", modified: 2),
      ThumbnailKey("run/a.png", .small),
    ]
    for key in others { #expect(cache.open(key) == nil) }
  }

  /// The file, handed to who sends it, begins with the WebP.
  @Test func theDescriptorIsGivenOnce() throws {
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    let kept = try #require(cache.open(ThumbnailKey("a.png")))
    let descriptor = try #require(kept.take())
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 4)
    #expect(pread(descriptor, &start, 4, 0) == 4 && start == Array("RIFF".utf8))
    #expect(kept.take() == nil)
  }

  @Test func noFolderHoldsAllFiles() {
    for index in 0..<200 { cache.store(.filler(100), ThumbnailKey("\(index).png")) }
    let folders = Dictionary(grouping: folder.files) { ($0 as NSString).deletingLastPathComponent }
    #expect(folders.count > 100)
    #expect(folders.values.map(\.count).max()! < 10)
    #expect(folder.files.count == 200)
  }

  /// Two servers, or an old one and a new one.
  @Test func anotherCacheOnTheFolderFindsTheSame() {
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    #expect(ThumbnailCache(folder: folder.path, limit: 1).open(ThumbnailKey("a.png"))?.webp()?.count == 3000)
  }

  // MARK: Whole files

  /// Whoever opens a file while others replace it sees the one or the other, never a part.
  @Test func nobodyEverSeesAPart() async {
    let (cache, key) = (cache, ThumbnailKey("a.png"))
    cache.store(.filler(30_000, 1), key)
    await withTaskGroup(of: Bool.self) { group in
      for byte: UInt8 in [1, 2] {
        group.addTask {
          for _ in 0..<300 { cache.store(.filler(byte == 1 ? 30_000 : 60_000, byte), key) }
          return true
        }
      }
      for _ in 0..<2 {
        group.addTask {
          (0..<600).allSatisfy { _ in
            guard let webp = cache.open(key)?.webp(), let last = webp.last else { return false }
            return webp.count == (last == 1 ? 30_000 : 60_000) && webp[12...].allSatisfy { $0 == last }
          }
        }
      }
      for await isFine in group { #expect(isFine) }
    }
    #expect(folder.files.count == 1, "nothing else is left behind")
  }

  /// A power cut may leave a file of zeros, or of another length than its header says.
  @Test func aFileThatIsNotWholeIsNoThumbnail() throws {
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    let file = try #require(folder.files.first)
    let whole = try Data(contentsOf: URL(filePath: file))
    for damaged in [Data(), Data(count: whole.count), whole.dropLast(), whole.prefix(11), whole + [0]] {
      try damaged.write(to: URL(filePath: file))
      let before = openDescriptors()
      for _ in 0..<50 { #expect(cache.open(ThumbnailKey("a.png")) == nil) }
      // Other tests open files too, but not fifty.
      #expect(openDescriptors() < before + 40)
    }
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    #expect(cache.open(ThumbnailKey("a.png")) != nil)
  }

  // MARK: The bound

  @Test(arguments: [700, 3000, 30_000]) func tenTimesAsMuchStaysWithinTheBound(size: Int) {
    let count = 10_000_000 / size
    for index in 0..<count {
      cache.store(.filler(size), ThumbnailKey("\(index).png"))
      if index % (count / 100) == 0 { #expect(folder.bytesOnDisk <= 1_000_000) }
    }
    #expect(folder.bytesOnDisk <= 1_000_000)
    #expect(folder.bytesOnDisk > 700_000, "the room is used")
    #expect(cache.report.evicted > count / 2)
    #expect(cache.open(ThumbnailKey("\(count - 1).png")) != nil)
  }

  @Test func twoServersStayWithinItTogether() {
    let other = ThumbnailCache(folder: folder.path, limit: 1_000_000)
    for index in 0..<1000 {
      (index % 2 == 0 ? cache : other).store(.filler(10_000), ThumbnailKey("\(index).png"))
      if index % 10 == 0 { #expect(folder.bytesOnDisk <= 1_000_000) }
    }
  }

  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    for index in 0..<60 { cache.store(.filler(11_000), ThumbnailKey("\(index).png")) }
    for file in folder.files { Folder.age(file, seconds: 7200) }
    // Using it is enough, and that it is old makes the use be noted.
    for index in 0..<10 { #expect(cache.open(ThumbnailKey("\(index).png")) != nil) }
    for index in 60..<90 { cache.store(.filler(11_000), ThumbnailKey("\(index).png")) }
    #expect(cache.report.evicted > 0)
    for index in Array(0..<10) + Array(80..<90) { #expect(cache.open(ThumbnailKey("\(index).png")) != nil, "\(index)") }
  }

  @Test func aFolderThatWasFullBeforeIsSweptToo() {
    for index in 0..<80 { cache.store(.filler(11_000), ThumbnailKey("\(index).png")) }
    let smaller = ThumbnailCache(folder: folder.path, limit: 300_000)
    smaller.store(.filler(11_000), ThumbnailKey("new.png"))
    #expect(folder.bytesOnDisk <= 300_000)
    #expect(smaller.open(ThumbnailKey("new.png")) != nil)
  }

  @Test func onlyWhatIsOursIsRemoved() throws {
    cache.store(.filler(30_000), ThumbnailKey("a.png"))
    let shard = (try #require(folder.files.first) as NSString).deletingLastPathComponent
    let foreign = ["\(shard)/holiday.webp", "\(shard)/notes.txt", "\(folder.path)/thumbnails/index.html"]
    for file in foreign {
      try Data(count: 2_000_000).write(to: URL(filePath: file))
      Folder.age(file, seconds: 100_000)
    }
    for index in 0..<80 { cache.store(.filler(30_000), ThumbnailKey("\(index).png")) }
    #expect(cache.report.evicted > 0)
    for file in foreign { #expect(FileManager.default.fileExists(atPath: file), "\(file)") }
  }

  /// A server that died while it wrote leaves a part; one that lives may be writing this moment.
  @Test func leftoversOfACrashAreRemoved() throws {
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    let shard = (try #require(folder.files.first) as NSString).deletingLastPathComponent
    let (old, young) = ("\(shard)/123.tmp", "\(shard)/456.tmp")
    for file in [old, young] { try Data(count: 500).write(to: URL(filePath: file)) }
    Folder.age(old, seconds: 4000)
    ThumbnailCache(folder: folder.path, limit: 1_000_000).store(.filler(3000), ThumbnailKey("b.png"))
    #expect(!FileManager.default.fileExists(atPath: old))
    #expect(FileManager.default.fileExists(atPath: young))
  }

  // MARK: Trouble

  @Test func theFolderMayBeDeletedAtAnyTime() async throws {
    let (cache, path) = (cache, folder.path)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for index in 0..<400 {
          cache.store(.filler(20_000), ThumbnailKey("\(index % 40).png"))
          _ = cache.open(ThumbnailKey("\(index % 40).png"))?.webp()
        }
      }
      group.addTask {
        for _ in 0..<60 { try? FileManager.default.removeItem(atPath: path + "/thumbnails") }
      }
    }
    cache.store(.filler(3000), ThumbnailKey("after.png"))
    #expect(cache.open(ThumbnailKey("after.png")) != nil)
    #expect(cache.report.problem == nil)
  }

  @Test func aFolderThatCannotBeMadeIsToldWithoutItsPath() throws {
    try Data().write(to: URL(filePath: folder.path + "/file"))
    let cache = ThumbnailCache(folder: folder.path + "/file", limit: 1_000_000)
    cache.store(.filler(3000), ThumbnailKey("a.png"))
    let problem = try #require(cache.report.problem)
    #expect(problem.contains("cache_dir") && !problem.contains(folder.path))
    #expect(cache.open(ThumbnailKey("a.png")) == nil)
  }

  @Test(.enabled(if: SmallDisk.isAllowed, "only where a file system may be mounted"))
  func aFullDiskKeepsWhatItHasAndWorksAgain() throws {
    let disk = try SmallDisk(size: "256k")
    let cache = ThumbnailCache(folder: disk.path, limit: 1_000_000)
    for index in 0..<30 { cache.store(.filler(20_000), ThumbnailKey("\(index).png")) }
    #expect(try #require(cache.report.problem).contains("No space left"))
    #expect(cache.open(ThumbnailKey("0.png"))?.webp()?.count == 20_000)
    #expect(cache.open(ThumbnailKey("29.png")) == nil)
    let left = FileManager.default.subpaths(atPath: disk.path) ?? []
    #expect(!left.contains { $0.hasSuffix(".tmp") }, "a part that did not fit is removed")
    try FileManager.default.removeItem(atPath: disk.path + "/thumbnails")
    cache.store(.filler(20_000), ThumbnailKey("29.png"))
    #expect(cache.open(ThumbnailKey("29.png")) != nil && cache.report.problem == nil)
  }
}
