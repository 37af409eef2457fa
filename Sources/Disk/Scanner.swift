import Dispatch
package import Samples

/// Walks a tree with a few threads and hands out what it finds while it walks.
package struct Scanner: Sendable {
  /// Called from the scanning threads, one call at a time per thread.
  package typealias Sink = @Sendable ([FileChange]) -> Void

  /// A flat folder of many files is read in slices, so that every thread has work and the first are served at once.
  private static let sliceSize = 4096
  /// So many files are collected from small folders before they are handed out.
  private static let flushSize = 4096

  private let scan: FolderScan
  private let threads: Int

  package init(root: Root, rules: RunRules, threads: Int = 2) {
    scan = FolderScan(root: root, rules: rules)
    self.threads = threads
  }

  /// Reads `start` and everything beneath it; returns when all of it was handed to `sink`.
  package func run(from start: RelativePath = .root, sink: @escaping Sink) {
    let queue = Monitor(ScanQueue(start: .init(path: start, depth: start.components.count)))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var found = Found(sink: sink)
      while let work = queue.wait(for: { $0.next() }).work {
        perform(work, queue, &found)
        let progress = queue.withLock { $0.finished(work) }
        found.flushIfLarge(progress, limit: Self.flushSize)
      }
      found.flush(queue.withLock { $0.progress })
    }
  }

  private func perform(_ work: ScanQueue.Work, _ queue: Monitor<ScanQueue>, _ found: inout Found) {
    switch work {
    case .folder(let place): list(place, queue, &found)
    case .slice(let folder, let range):
      found.add(.files(folder.path, in: folder.reader.placements, scan.read(folder, range), removed: []), range.count)
      queue.withLock { $0.count(range.count) }
    }
  }

  private func list(_ place: FolderScan.Place, _ queue: Monitor<ScanQueue>, _ found: inout Found) {
    let (folder, subfolders) = scan.list(place)
    let count = folder.images.count
    if count > Self.sliceSize {
      // The emptied folder must be known before any thread hands out a slice of it.
      found.add(.folder(folder.path, in: folder.reader.placements, scan.read(folder, 0..<0)), 0)
      found.flush(queue.withLock { $0.progress })
      queue.withLock { $0.add(subfolders, Self.slices(of: count).map { .slice(folder, $0) }, images: count) }
      return
    }
    queue.withLock { $0.add(subfolders, [], images: count) }
    if count > 0 || !folder.problems.isEmpty {
      found.add(.folder(folder.path, in: folder.reader.placements, scan.read(folder, 0..<count)), count)
      queue.withLock { $0.count(count) }
    }
  }

  private static func slices(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: sliceSize).map { $0..<min($0 + sliceSize, count) }
  }
}

/// What one thread has found and not yet handed out.
private struct Found {
  let sink: Scanner.Sink
  private var changes: [FileChange] = []
  private var files = 0

  init(sink: @escaping Scanner.Sink) { self.sink = sink }

  mutating func add(_ change: FileChange, _ count: Int) {
    changes.append(change)
    files += count
  }

  mutating func flushIfLarge(_ progress: ScanProgress, limit: Int) {
    if files >= limit || changes.count >= limit { flush(progress) }
  }

  mutating func flush(_ progress: ScanProgress) {
    if changes.isEmpty { return }
    sink(changes + [.progress(progress)])
    changes = []
    files = 0
  }
}

/// The work left. Newest first, which walks the tree depth first and keeps the list short.
private struct ScanQueue {
  enum Work: Sendable {
    case folder(FolderScan.Place)
    case slice(FolderScan.Folder, Range<Int>)
  }

  /// Nil work says that all is done.
  struct Next {
    var work: Work?
  }

  private var waiting: [Work]
  private var underWay = 0
  private var imagesFound = 0
  private var imagesRead = 0

  init(start: FolderScan.Place) { waiting = [.folder(start)] }

  var progress: ScanProgress { ScanProgress(done: imagesRead, total: imagesFound, isReady: false) }

  /// Nil when there is nothing now but may be later.
  mutating func next() -> Next? {
    if let work = waiting.popLast() {
      underWay += 1
      return Next(work: work)
    }
    return underWay == 0 ? Next(work: nil) : nil
  }

  mutating func add(_ folders: [FolderScan.Place], _ slices: [Work], images: Int) {
    waiting += folders.map { .folder($0) }
    waiting += slices
    imagesFound += images
  }

  mutating func count(_ images: Int) { imagesRead += images }

  mutating func finished(_ work: Work) -> ScanProgress {
    underWay -= 1
    return progress
  }
}
