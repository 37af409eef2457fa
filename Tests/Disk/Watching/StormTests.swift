import Foundation
import Samples
import Testing

@testable import Disk

/// The rule that all of watching is held to: after any storm of changes, the index equals a fresh scan.
///
/// `make soak` lets it run for longer over more files: SOAK_SECONDS, SOAK_FILES and SOAK_SEEDS are how.
@Suite(.serialized) struct StormTests {
  private static func setting(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
  }

  private static let seconds = setting("SOAK_SECONDS", 3)
  private static let files = setting("SOAK_FILES", 600)
  /// Only ends a test that would never: reading 20,000 files takes a debug build its time.
  private static let patience = 300.0
  private static let seeds = (0..<setting("SOAK_SEEDS", 1)).map { _ in UInt64.random(in: 0...999_999) }

  @Test(arguments: seeds) func theIndexEqualsAFreshScan(seed: UInt64) throws {
    print("storm seed \(seed): \(Self.seconds) s over \(Self.files) files")
    let watched = try Watched()
    let writers = (0..<3).map { StormWriter(root: watched.path, seed: seed &+ UInt64($0), files: Self.files / 3) }
    writers[0].fill()
    try watched.ready(seconds: Self.patience)
    let end = Date().addingTimeInterval(TimeInterval(Self.seconds))
    DispatchQueue.concurrentPerform(iterations: writers.count) { writers[$0].run(until: end) }
    try watched.expectFreshScan("seed \(seed)", seconds: Self.patience)
    let report = watched.watcher.report
    print(
      "storm seed \(seed): \(watched.paths.count) images left, \(report.overflows) overflows, \(report.batches) batches"
    )
    #expect(!watched.paths.isEmpty)
  }
}

/// Does whatever trainers, people and scripts do to sample folders, at random. Several run on one tree and get in each
/// other's way: what fails, fails.
struct StormWriter: Sendable {
  let root: String
  let seed: UInt64
  let files: Int

  private static let folders = [
    "run1", "run10", "run1/m-step00000100.safetensors", "cfg=3", "a/b", "a/b/c", "sample", "a",
  ]

  /// Beside those that come and go all the time there are many that make up the number.
  private static let filesOfBulkFolder = 100
  private var bulkFolders: Int { max(1, files * 3 / Self.filesOfBulkFolder) }

  /// The tree before the storm.
  func fill() {
    var random = Generator(state: seed ^ 0xF111)
    for folder in 0..<bulkFolders { fillBulkFolder(folder, &random) }
  }

  private func fillBulkFolder(_ number: Int, _ random: inout Generator) {
    let folder = bulkFolder(number)
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for index in 0..<Self.filesOfBulkFolder {
      write(random.bytes(index), to: "\(folder)/i=\(index)&cfg=\(index % 7)&.png")
    }
  }

  private func bulkFolder(_ number: Int) -> String { "\(root)/bulk/m-step\(number).safetensors" }

  func run(until end: Date) {
    var random = Generator(state: seed)
    while Date() < end {
      for _ in 0..<20 { act(&random) }
      // Bursts with pauses, so that the watcher is met busy and idle.
      if random.below(8) == 0 { usleep(UInt32(random.below(60_000))) }
    }
  }

  private func make(_ random: inout Generator) -> String {
    let folder = "\(root)/\(Self.folders[random.below(Self.folders.count)])"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  private func file(_ random: inout Generator) -> String {
    if random.below(3) == 0 {
      let index = random.below(Self.filesOfBulkFolder)
      return "\(bulkFolder(random.below(bulkFolders)))/i=\(index)&cfg=\(index % 7)&.png"
    }
    let names = [
      "i=\(random.below(files))&cfg=\(random.below(7))&.png", "m_\(random.below(40))_e000001_00_2024.png",
      "\(random.below(50)).jpg",
    ]
    return "\(root)/\(Self.folders[random.below(Self.folders.count)])/\(names[random.below(names.count)])"
  }

  private func act(_ random: inout Generator) {
    let path = file(&random)
    let other = file(&random)
    switch random.below(42) {
    case 0..<12: write(random.bytes(), to: path)
    case 12..<16:
      writeAndRename(random.bytes(), path, other: random.below(2) == 0 ? "\(path).tmp" : "\(root)/.tmp-\(seed).png")
    case 16..<20: unlink(path)
    case 20..<23: rename(path, other)
    case 23: truncate(path, off_t(random.below(30)))
    case 24: truncate(path, 0)
    case 25: append(random.bytes(), to: path)
    case 26: _ = make(&random)
    case 27: try? FileManager.default.removeItem(atPath: make(&random))
    case 28: rename(make(&random), make(&random))
    case 29: rename(make(&random), "\(root)/\(["run2", "moved", ".hidden", "a/d"][random.below(4)])")
    case 30: rename("\(root)/\(["run2", "moved", ".hidden", "a/d"][random.below(4)])", make(&random) + "/back")
    case 31: swapLink(to: ["run1", "run10", "a/b"][random.below(3)], &random)
    case 32:
      rename("\(root)/run1", "\(root)/run1x")
      rename("\(root)/run1x", "\(root)/run1")
    case 33: moveOutAndIn(make(&random), &random)
    case 34: copyTree(from: make(&random), to: "\(root)/copy\(random.below(3))")
    case 35: try? FileManager.default.removeItem(atPath: "\(root)/copy\(random.below(3))")
    case 36: touch(path, &random)
    case 37: linkIntoPlace(random.bytes(), path)
    case 38: try? FileManager.default.removeItem(atPath: bulkFolder(random.below(bulkFolders)))
    case 39: fillBulkFolder(random.below(bulkFolders), &random)
    case 40: rename(bulkFolder(random.below(bulkFolders)), bulkFolder(random.below(bulkFolders)))
    default: for index in 0..<30 { write(random.bytes(index), to: "\(root)/sample/burst\(index).png") }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count / 2, file)
    fflush(file)
    fwrite(Array(bytes[(bytes.count / 2)...]), 1, bytes.count - bytes.count / 2, file)
    fclose(file)
  }

  private func append(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "a") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  private func writeAndRename(_ bytes: [UInt8], _ path: String, other: String) {
    write(bytes, to: other)
    rename(other, path)
  }

  private func linkIntoPlace(_ bytes: [UInt8], _ path: String) {
    let hidden = "\(root)/.link-\(seed)"
    write(bytes, to: hidden)
    link(hidden, path)
    unlink(hidden)
  }

  private func swapLink(to target: String, _ random: inout Generator) {
    let next = "\(root)/.next-\(seed)"
    symlink(target, next)
    rename(next, "\(root)/\(["latest", "now"][random.below(2)])")
  }

  private func moveOutAndIn(_ folder: String, _ random: inout Generator) {
    let outside = "\(root)-outside-\(seed)"
    rename(folder, outside)
    write(random.bytes(), to: "\(outside)/while-away.png")
    rename(outside, folder)
    try? FileManager.default.removeItem(atPath: outside)
  }

  private func copyTree(from: String, to: String) { try? FileManager.default.copyItem(atPath: from, toPath: to) }

  private func touch(_ path: String, _ random: inout Generator) {
    var times = [timeval](repeating: timeval(tv_sec: 1_600_000_000 + random.below(1000), tv_usec: 0), count: 2)
    utimes(path, &times)
  }
}

/// splitmix64: the same storm for the same seed, as far as the writers' order allows.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  private static let pictures = (0..<8).map { Picture.png(seed: $0, steps: 10 + $0) }

  /// A picture, rarely something else.
  mutating func bytes(_ index: Int = 1) -> [UInt8] {
    below(20) == 0 ? Array("no image \(index)".utf8) : Self.pictures[below(8)]
  }
}
