import Samples
import Synchronization

/// A piece of a walk.
enum ScanWork: Sendable {
  case folder(FolderScan.Place)
  case slice(FolderScan.Folder, Range<Int>)

  init(_ start: RelativePath) { self = .folder(.init(path: start, depth: start.components.count)) }

  /// Of equal length, `size` at most.
  static func slices(of folder: FolderScan.Folder, size: Int) -> [ScanWork] {
    let count = folder.images.count
    let parts = (count + size - 1) / size
    return (0..<parts).map { .slice(folder, count * $0 / parts..<count * ($0 + 1) / parts) }
  }
}

/// The work left. Newest first, which walks the tree depth first and keeps the list short.
struct ScanWorkList {
  /// Nil work says that all is done.
  struct Next {
    var work: ScanWork?
  }

  private var waiting: [ScanWork]
  private var underWay = 0

  init(start: [ScanWork]) { waiting = start }

  /// Nil when there is nothing now but may be later.
  mutating func next() -> Next? {
    if let work = waiting.popLast() {
      underWay += 1
      return Next(work: work)
    }
    return underWay == 0 ? Next(work: nil) : nil
  }

  mutating func finished(adding more: [ScanWork]) {
    underWay -= 1
    waiting += more
  }
}

/// What the first pass listed, as work for the second. Up to a bound the images are kept with their stamps, so that
/// neither the folder nor the files' stamps are asked for again; beyond it the folders, and how their names are read.
final class ListedFolders: Sendable {
  private struct State {
    var work: [ScanWork] = []
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
    let kept = FolderScan.images(of: batch, in: folder)
    state.withLock { $0.work.append(.slice(kept, kept.images.indices)) }
  }

  func reader(of folder: RelativePath) -> FolderReader? { state.withLock { $0.readers[folder] } }

  func take() -> [ScanWork] {
    state.withLock { state in
      defer { state.work = [] }
      return state.work
    }
  }
}

/// How many images the threads of a walk have met.
final class ImageCount: Sendable {
  private let count = Atomic(0)

  var found: Int { count.load(ordering: .relaxed) }

  func add(_ more: Int) { count.add(more, ordering: .relaxed) }
}

/// What one thread has found and not yet handed out.
struct ScanOutbox {
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
