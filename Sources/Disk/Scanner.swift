import Dispatch
package import Samples
import Synchronization

/// Walks a tree with a few threads and hands out what it finds while it walks: names first, because they cost a fifth
/// of the time and the grid works with them at once; the text inside the images after.
package struct Scanner: Sendable {
  /// Called from the scanning threads.
  package typealias Sink = @Sendable ([FileChange]) -> Void

  private let scan: FolderScan
  private let threads: Int
  private let marks: FolderMarks?
  /// See `ListedFolders`: 17 MB with names of 25 bytes.
  private var remembered = 262_144
  /// Asked before each piece of work.
  private let isStopped: @Sendable () -> Bool

  package init(root: Root, rules: RunRules, threads: Int = 2) {
    self.init(FolderScan(root: root, rules: rules), threads: threads) { false }
  }

  /// `count` images are remembered from one pass to the next.
  package func remembering(_ count: Int) -> Scanner {
    var scanner = self
    scanner.remembered = count
    return scanner
  }

  init(
    _ scan: FolderScan, threads: Int = 2, marks: FolderMarks? = nil, isStopped: @escaping @Sendable () -> Bool
  ) {
    self.scan = scan
    self.threads = threads
    self.marks = marks
    self.isStopped = isStopped
  }

  /// Reads `start` and everything beneath it; returns when all of it was handed to `sink`.
  package func run(from start: RelativePath = .root, sink: @escaping Sink) {
    let listed = ListedFolders(most: remembered)
    let found = walk([Work(start)], sink) { NamePass(scan: scan, images: $0, listed: listed, marks: marks) }
    _ = walk(listed.take(), sink) {
      TextPass(scan: scan, images: $0, total: found, listed: listed, isStopped: isStopped)
    }
    if isStopped() { marks?.forgetAll() }
  }

  /// Reads the whole tree anew, names and texts at once: what is known already then only changes where the disk did.
  func runAgain(sink: @escaping Sink) {
    _ = walk([Work(.root)], sink) { WholePass(scan: scan, images: $0, marks: marks) }
  }

  /// The number of images met.
  private func walk(
    _ start: [Work], _ sink: @escaping Sink, _ pass: @Sendable (ImageCount) -> some ScanPass
  ) -> Int {
    let images = ImageCount()
    let queue = Monitor(WorkList(start: start))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let pass = pass(images)
      var outbox = Outbox(sink: sink) { pass.progress }
      while let work = queue.wait(for: { $0.next() }).work {
        let more = isStopped() ? [] : pass.perform(work, &outbox)
        queue.withLock { $0.finished(adding: more) }
      }
      outbox.flush()
    }
    return images.found
  }
}

/// What is done with each folder of a walk.
private protocol ScanPass: SendableMetatype {
  var progress: ScanProgress { get }

  /// Does one piece of work and answers with what it leads to.
  func perform(_ work: Work, _ outbox: inout Outbox) -> [Work]
}

/// Names and stamps.
private struct NamePass: ScanPass {
  /// A flat folder of many files is read in slices, so that every thread has work and the first are served at once.
  private static let sliceSize = 4096

  let scan: FolderScan
  let images: ImageCount
  let listed: ListedFolders
  let marks: FolderMarks?

  var progress: ScanProgress { ScanProgress(done: 0, total: images.found, isReady: false) }

  func perform(_ work: Work, _ outbox: inout Outbox) -> [Work] {
    switch work {
    case .folder(let place): return list(place, &outbox)
    case .slice(let folder, let range):
      let batch = scan.read(folder, range)
      listed.add(batch, of: folder)
      marks?.add(batch, of: folder.path)
      outbox.add([.files(folder.path, in: folder.reader.placements, batch, removed: [])], read: range.count)
      return []
    }
  }

  private func list(_ place: FolderScan.Place, _ outbox: inout Outbox) -> [Work] {
    let (folder, subfolders) = scan.list(place)
    let count = folder.images.count
    images.add(count)
    if count > 0 { listed.expect(folder, at: place) }
    let below = subfolders.map { Work.folder($0) }
    if count > Self.sliceSize {
      // The emptied folder must be known before any thread hands out a slice of it.
      handOut(folder, 0..<0, &outbox)
      outbox.flush()
      return below + Work.slices(of: folder, size: Self.sliceSize)
    }
    if count > 0 || !folder.problems.isEmpty {
      handOut(folder, 0..<count, &outbox)
    }
    return below
  }

  private func handOut(_ folder: FolderScan.Folder, _ range: Range<Int>, _ outbox: inout Outbox) {
    let batch = scan.read(folder, range)
    listed.add(batch, of: folder)
    marks?.keep(scan.mark(of: folder, batch), of: folder.path)
    outbox.add([.folder(folder.path, in: folder.reader.placements, batch)], read: range.count)
  }
}

/// What the images' own text says.
private struct TextPass: ScanPass {
  /// The index rebuilds a leaf of as many images whenever one of them changes: in slices of 1,024 the copying of rows
  /// took three times as long.
  private static let sliceSize = 4096

  let scan: FolderScan
  let images: ImageCount
  /// Met by the pass before.
  let total: Int
  let listed: ListedFolders
  let isStopped: @Sendable () -> Bool
  private let reader = TextReader()

  init(
    scan: FolderScan, images: ImageCount, total: Int, listed: ListedFolders, isStopped: @escaping @Sendable () -> Bool
  ) {
    self.scan = scan
    self.images = images
    self.total = total
    self.listed = listed
    self.isStopped = isStopped
  }

  var progress: ScanProgress { ScanProgress(done: min(images.found, total), total: total, isReady: false) }

  func perform(_ work: Work, _ outbox: inout Outbox) -> [Work] {
    switch work {
    case .folder(let place):
      // Not visited again: a folder that came since is watched and read when its own event is.
      let folder = scan.listUnvisited(place, as: listed.reader(of: place.path)).folder
      return Work.slices(of: folder, size: Self.sliceSize)
    case .slice(let folder, let range):
      let batch = scan.readTexts(folder, range, reader, isStopped: isStopped)
      images.add(range.count)
      let changes =
        batch.files.isEmpty ? [] : [FileChange.files(folder.path, in: folder.reader.placements, batch, removed: [])]
      outbox.add(changes, read: range.count)
      return []
    }
  }
}

/// Names and texts together, and empty folders too, which may not have been empty before. A folder that is as it was
/// when all of it was read is passed over.
private struct WholePass: ScanPass {
  let scan: FolderScan
  let images: ImageCount
  let marks: FolderMarks?
  private let reader = TextReader()

  init(scan: FolderScan, images: ImageCount, marks: FolderMarks?) {
    self.scan = scan
    self.images = images
    self.marks = marks
  }

  var progress: ScanProgress { ScanProgress(done: images.found, total: images.found, isReady: false) }

  func perform(_ work: Work, _ outbox: inout Outbox) -> [Work] {
    guard case .folder(let place) = work else { return [] }
    let (folder, subfolders) = scan.list(place)
    let count = folder.images.count
    images.add(count)
    if !isKnown(folder) {
      let batch = scan.readWhole(folder, 0..<count, reader)
      marks?.keep(scan.mark(of: folder, batch), of: folder.path)
      outbox.add([.folder(folder.path, in: folder.reader.placements, batch)], read: count)
    }
    return subfolders.map { .folder($0) }
  }

  /// The poller forgets what it knew when a scan begins, so a polled folder is always read.
  private func isKnown(_ folder: FolderScan.Folder) -> Bool {
    guard let marks, !folder.isPolled else { return false }
    return marks.isKept(scan.mark(of: folder), of: folder.path)
  }
}

/// What the first pass listed, as work for the second. Up to a bound the images are kept with their stamps, so that
/// neither the folder nor the files' stamps are asked for again; beyond it the folders, and how their names are read.
private final class ListedFolders: Sendable {
  private struct State {
    var work: [Work] = []
    var kept = 0
    /// Of folders that are listed again.
    var readers: [RelativePath: FolderReader] = [:]
  }

  private let most: Int
  private let state = Mutex(State())

  init(most: Int) { self.most = most }

  /// Before any of a folder's images are added.
  func expect(_ folder: FolderScan.Folder, at place: FolderScan.Place) {
    state.withLock { state in
      if state.kept + folder.images.count <= most {
        state.kept += folder.images.count
      } else {
        state.work.append(.folder(place))
        state.readers[folder.path] = folder.reader
      }
    }
  }

  func add(_ batch: FileBatch, of folder: FolderScan.Folder) {
    guard !batch.files.isEmpty, reader(of: folder.path) == nil else { return }
    let kept = FolderScan.folder(folder, with: batch)
    state.withLock { $0.work.append(.slice(kept, kept.images.indices)) }
  }

  func reader(of folder: RelativePath) -> FolderReader? { state.withLock { $0.readers[folder] } }

  func take() -> [Work] {
    state.withLock { state in
      defer { state.work = [] }
      return state.work
    }
  }
}

/// How many images the threads of a walk have met.
private final class ImageCount: Sendable {
  private let count = Atomic(0)

  var found: Int { count.load(ordering: .relaxed) }

  func add(_ more: Int) { count.add(more, ordering: .relaxed) }
}

/// What one thread has found and not yet handed out.
private struct Outbox {
  /// So many files are collected from small folders before they are handed out.
  private static let flushSize = 4096

  private let sink: Scanner.Sink
  private let progress: () -> ScanProgress
  private var changes: [FileChange] = []
  private var files = 0

  init(sink: @escaping Scanner.Sink, progress: @escaping () -> ScanProgress) {
    self.sink = sink
    self.progress = progress
  }

  mutating func add(_ more: [FileChange], read count: Int) {
    changes += more
    files += count
    if files >= Self.flushSize || changes.count >= Self.flushSize { flush() }
  }

  mutating func flush() {
    sink(changes + [.progress(progress())])
    changes = []
    files = 0
  }
}

private enum Work: Sendable {
  case folder(FolderScan.Place)
  case slice(FolderScan.Folder, Range<Int>)

  init(_ start: RelativePath) { self = .folder(.init(path: start, depth: start.components.count)) }

  /// Of equal length, `size` at most.
  static func slices(of folder: FolderScan.Folder, size: Int) -> [Work] {
    let count = folder.images.count
    let parts = (count + size - 1) / size
    return (0..<parts).map { .slice(folder, count * $0 / parts..<count * ($0 + 1) / parts) }
  }
}

/// The work left. Newest first, which walks the tree depth first and keeps the list short.
private struct WorkList {
  /// Nil work says that all is done.
  struct Next {
    var work: Work?
  }

  private var waiting: [Work]
  private var underWay = 0

  init(start: [Work]) { waiting = start }

  /// Nil when there is nothing now but may be later.
  mutating func next() -> Next? {
    if let work = waiting.popLast() {
      underWay += 1
      return Next(work: work)
    }
    return underWay == 0 ? Next(work: nil) : nil
  }

  mutating func finished(adding more: [Work]) {
    underWay -= 1
    waiting += more
  }
}
