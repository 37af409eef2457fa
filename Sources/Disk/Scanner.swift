import Dispatch
package import Samples

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
    let found = walk([ScanWork(start)], sink) { NamePass(scan: scan, images: $0, listed: listed, marks: marks) }
    _ = walk(listed.take(), sink) {
      TextPass(scan: scan, images: $0, total: found, listed: listed, isStopped: isStopped)
    }
    if isStopped() { marks?.forgetAll() }
  }

  /// Reads the whole tree anew, names and texts at once: what is known already then only changes where the disk did.
  func runAgain(sink: @escaping Sink) {
    _ = walk([ScanWork(.root)], sink) { WholePass(scan: scan, images: $0, marks: marks) }
  }

  /// The number of images met.
  private func walk(
    _ start: [ScanWork], _ sink: @escaping Sink, _ pass: @Sendable (ImageCount) -> some ScanPass
  ) -> Int {
    let images = ImageCount()
    let queue = Monitor(ScanWorkList(start: start))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let pass = pass(images)
      var outbox = ScanOutbox(sink: sink) { pass.progress }
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
  func perform(_ work: ScanWork, _ outbox: inout ScanOutbox) -> [ScanWork]
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

  func perform(_ work: ScanWork, _ outbox: inout ScanOutbox) -> [ScanWork] {
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

  private func list(_ place: FolderScan.Place, _ outbox: inout ScanOutbox) -> [ScanWork] {
    let (folder, subfolders) = scan.list(place)
    let count = folder.images.count
    images.add(count)
    if count > 0 { listed.expect(folder, at: place) }
    let below = subfolders.map { ScanWork.folder($0) }
    if count > Self.sliceSize {
      // The emptied folder must be known before any thread hands out a slice of it.
      handOut(folder, 0..<0, &outbox)
      outbox.flush()
      return below + ScanWork.slices(of: folder, size: Self.sliceSize)
    }
    if count > 0 || !folder.problems.isEmpty {
      handOut(folder, 0..<count, &outbox)
    }
    return below
  }

  private func handOut(_ folder: FolderScan.Folder, _ range: Range<Int>, _ outbox: inout ScanOutbox) {
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

  func perform(_ work: ScanWork, _ outbox: inout ScanOutbox) -> [ScanWork] {
    switch work {
    case .folder(let place):
      // Not visited again: a folder that came since is watched and read when its own event is.
      let folder = scan.listUnvisited(place, as: listed.reader(of: place.path)).folder
      return ScanWork.slices(of: folder, size: Self.sliceSize)
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

  func perform(_ work: ScanWork, _ outbox: inout ScanOutbox) -> [ScanWork] {
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
