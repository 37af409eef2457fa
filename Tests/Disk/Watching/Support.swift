import Catalog
import Foundation
import PNG
import Samples
import Synchronization
import Testing

@testable import Disk

/// A folder that goes with its owner.
final class ScratchFolder: Sendable {
  let path: String

  init() {
    var template = Array("\(FileManager.default.temporaryDirectory.path)/watching-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

enum Shell {
  struct Failure: Error {
    var script: String
    var output: String
  }

  /// Runs lines of bash in `folder`; the first that fails ends it.
  static func run(_ script: String, in folder: String, _ variables: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-euc", script]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let output = Pipe()
    process.standardError = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(script: script, output: String(decoding: said, as: UTF8.self))
    }
  }
}

enum Picture {
  /// A small PNG with a prompt in it.
  static func png(seed: Int, steps: Int = 20) -> [UInt8] {
    PNGEncoder(level: 1).encode(
      width: 2, height: 2, pixels: (0..<12).map { UInt8(truncatingIfNeeded: $0 &* seed) },
      texts: [("parameters", "a cat\nSteps: \(steps), Sampler: Euler, CFG scale: 7, Seed: \(seed), Size: 2x2")])
  }
}

/// Watchers run side by side, but not while a test changes a limit of the kernel, which all of them would feel.
enum KernelLimits {
  private static let users = Monitor(0)

  /// The test that is alone may watch itself.
  static func use(isAlone: Bool) {
    users.wait { (count: inout Int) -> Void? in
      guard count >= 0 || isAlone else { return nil }
      count += 1
      return ()
    }
  }

  static func leave() { users.withLock { $0 -= 1 } }

  /// Waits until nobody watches, and keeps it so.
  static func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
    users.wait { (count: inout Int) -> Void? in
      guard count == 0 else { return nil }
      count = aloneMark
      return ()
    }
    defer { users.withLock { $0 -= aloneMark } }
    return try body()
  }

  private static let aloneMark = -1_000_000
}

/// A watcher on a folder of its own with the index it fills.
final class Watched {
  let folder = ScratchFolder()
  let catalog = LiveCatalog()
  let root: Root
  let watcher: Watcher
  private let changes: Recorder
  /// Held by who wants the watcher to stand still.
  private let gate: Gate

  private final class Gate: Sendable {
    let lock = Mutex(())
    /// How often the watcher came.
    let arrivals = Atomic(0)
  }

  /// What the catalog said to each batch.
  final class Recorder: Sendable {
    let all = Mutex<[RunChange]>([])
    /// Of every image that was ever in the index.
    let seen = Mutex<[String: Set<UInt64>]>([:])
  }

  /// `prepare` is run before the watcher starts; the root is `root` in the scratch folder.
  init(
    _ options: WatchOptions = WatchOptions(pollSeconds: 1), prepare: String = "mkdir root", isAlone: Bool = false,
    before: (_ root: String) -> Void = { _ in }
  ) throws {
    try Shell.run(prepare, in: folder.path)
    before(folder.path + "/root")
    KernelLimits.use(isAlone: isAlone)
    root = try Root(awaiting: folder.path + "/root", followSymlinks: false)
    let recorder = Recorder()
    let gate = Gate()
    changes = recorder
    self.gate = gate
    watcher = try Watcher(root: root, rules: .discovery, options: options) { [catalog] batch in
      gate.arrivals.add(1, ordering: .sequentiallyConsistent)
      let changed = gate.lock.withLock { _ in catalog.apply(batch) }
      recorder.all.withLock { $0 += changed }
    }
    watcher.start()
  }

  deinit {
    watcher.stop()
    KernelLimits.leave()
  }

  var path: String { folder.path + "/root" }

  /// In the scratch folder; `$PNG1` to `$PNG3` are files to copy.
  func run(_ script: String, in name: String = "root") throws {
    for number in 1...3 {
      let file = "\(folder.path)/picture\(number).png"
      if !FileManager.default.fileExists(atPath: file) {
        try Data(Picture.png(seed: number)).write(to: URL(filePath: file))
      }
    }
    let variables = (1...3).map { ("PNG\($0)", "\(folder.path)/picture\($0).png") }
    try Shell.run("cd \(name); " + script, in: folder.path, Dictionary(uniqueKeysWithValues: variables))
  }

  /// The root goes away, is changed and comes back, of which the kernel says nothing: all of it is scanned again.
  func rescan(after script: String) throws {
    try ready()
    let rescans = watcher.report.rescans
    try Shell.run("mv root away", in: folder.path)
    try wait("unavailable") { catalog.snapshot().state == .unavailable }
    try run(script, in: "away")
    try Shell.run("mv away root", in: folder.path)
    try wait("a rescan") { watcher.report.rescans > rescans && catalog.snapshot().state == .ready }
    try ready()
  }

  /// The index takes nothing in from the change on that `script` makes, and the watcher's one thread waits for it.
  func whileNothingIsTaken(from script: String, _ body: () throws -> Void) throws {
    try gate.lock.withLock { _ in
      let before = gate.arrivals.load(ordering: .sequentiallyConsistent)
      try run(script)
      try wait("the watcher at the gate") { gate.arrivals.load(ordering: .sequentiallyConsistent) > before }
      try body()
    }
  }

  /// Waits for `condition`; the deadline is no promise of speed, it only ends a test that would never.
  func wait(_ what: String, seconds: Double = 30, until condition: () throws -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while try !condition() {
      guard Date() < end else { throw TimedOut(what: what, report: watcher.report, found: index.lines) }
      usleep(5000)
    }
  }

  struct TimedOut: Error {
    var what: String
    var report: WatchReport
    var found: [String]
  }

  func settle() throws { try wait("settled") { watcher.report.isSettled } }

  /// Waits until the scan is done and all is quiet.
  func ready(seconds: Double = 30) throws {
    try wait("ready", seconds: seconds) { catalog.snapshot().state == .ready && watcher.report.isSettled }
  }

  var index: IndexContents { IndexContents(catalog.snapshot()) }

  /// The images' paths, without the runs they are in.
  var paths: [String] {
    let paths = catalog.snapshot().runs.flatMap { run in
      ((try? run.images([], limit: 100_000))?.images ?? []).map { "\($0.path)" }
    }
    return paths.sorted()
  }

  var runChanges: [RunChange] { changes.all.withLock { $0 } }

  func fresh() -> IndexContents {
    let catalog = LiveCatalog()
    guard let root = try? Root(path: path, followSymlinks: false) else { return IndexContents(catalog.snapshot()) }
    Scanner(root: root, rules: .discovery).run { catalog.apply($0) }
    return IndexContents(catalog.snapshot())
  }

  /// The rule that all of this is held to.
  func expectFreshScan(_ comment: String = "", seconds: Double = 30) throws {
    do {
      try wait("the index equals a fresh scan \(comment)", seconds: seconds) {
        guard watcher.report.isSettled else { return false }
        return index == fresh()
      }
    } catch {
      let (found, wanted) = (Set(index.lines), Set(fresh().lines))
      Issue.record(
        """
        \(comment): \(watcher.report)
        only in the index: \(found.subtracting(wanted).sorted().prefix(10))
        only in a fresh scan: \(wanted.subtracting(found).sorted().prefix(10))
        """)
    }
  }
}

/// All that an index holds, to compare.
struct IndexContents: Equatable {
  var lines: [String]

  init(_ snapshot: CatalogSnapshot) {
    lines = []
    for run in snapshot.runs {
      var cursor: String?
      repeat {
        guard let page = try? run.images([], limit: 10_000, cursor: cursor) else { break }
        lines += page.images.map { Self.line($0, in: run) }
        cursor = page.next
      } while cursor != nil
      lines += run.contactSheets().map { "sheet " + Self.line($0, in: run) }
      lines += run.problems(limit: 1000).map { "\(run.summary.id): problem \($0.path): \($0.reason)" }
    }
    lines.sort()
  }

  private static func line(_ image: ImageEntry, in run: RunSnapshot) -> String {
    let values = image.dimensions.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: " ")
    return "\(run.summary.id): \(image.path) \(image.version) \(values) \(image.problems)"
  }
}
