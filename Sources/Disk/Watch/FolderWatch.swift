import CLinux
import Glibc
import Samples
import Synchronization

/// The watched and the polled folders, as the scanning threads and the loop share them.
final class FolderWatch: Sendable {
  let root: Root
  let poller: Poller
  private let options: WatchOptions
  /// Taken before `inotify`, never the other way round.
  private let state = Mutex(WatchState())
  private let inotify = Mutex<Inotify?>(nil)
  /// What the device of a folder means for watching, so that it is asked for once.
  private let fileSystems = Mutex<[UInt64: FileSystemKind]>([:])
  private let obstacles = Mutex<[String]>([])

  init(root: Root, poller: Poller, options: WatchOptions) {
    self.root = root
    self.poller = poller
    self.options = options
    renewInotify()
  }

  func withState<Result: Sendable>(_ body: (inout WatchState) -> Result) -> Result { state.withLock { body(&$0) } }

  /// Nil when nothing is watched.
  var current: Inotify? { inotify.withLock { $0 } }

  var reasons: [String] { obstacles.withLock { $0 } }

  /// A new instance without watches.
  func renewInotify() {
    guard options.mode != .poll else { return addObstacle("watch.mode is \"poll\"") }
    do throws(DiskError) {
      let new = try Inotify()
      inotify.withLock { $0 = new }
    } catch {
      inotify.withLock { $0 = nil }
      addObstacle(error.description)
    }
  }

  func forgetObstacles() {
    obstacles.withLock { $0 = options.mode == .poll || current == nil ? $0 : [] }
    fileSystems.withLock { $0 = [:] }
  }

  private func addObstacle(_ reason: String) {
    obstacles.withLock { if !$0.contains(reason) { $0.append(reason) } }
  }

  // MARK: - Folders about to be read

  /// Watches the folder, so that nothing that happens to it from here on is missed. Answers whether it must be polled.
  func willList(_ place: FolderScan.Place, isScan: Bool) -> Bool {
    if place.isPolled { return true }
    guard current != nil else { return poll(place) }
    do throws(DiskError) {
      let folder = try root.open(place.path, linux_o_path | O_DIRECTORY)
      if let kind = try unwatchable(folder) {
        addObstacle("\(place.shown) lies on a file system that tells of no changes (\(kind))")
        return poll(place)
      }
      try watch(folder, place, isScan: isScan)
      return false
    } catch {
      switch error.code {
      case .outOfWatches:
        addObstacle(error.description)
        return poll(place)
      // Nothing to read, or nothing that may be read: its parent hears when that changes.
      case .notFound, .notPermitted: return false
      default:
        addObstacle("\(place.shown): \(error.description)")
        return poll(place)
      }
    }
  }

  private func watch(_ folder: borrowing Descriptor, _ place: FolderScan.Place, isScan: Bool) throws(DiskError) {
    let result: Result<Void, DiskError> = state.withLock { state in
      guard let inotify = current, let id = state.node(at: place) else { return .success(()) }
      do throws(DiskError) {
        state.setWatch(try inotify.watch(folder), of: id, isScan: isScan)
        return .success(())
      } catch {
        state.setWatch(nil, of: id, isScan: isScan)
        return .failure(error)
      }
    }
    try result.get()
  }

  private func unwatchable(_ folder: borrowing Descriptor) throws(DiskError) -> String? {
    guard options.mode == .automatic else { return nil }
    let device = UInt64(try folder.status().st_dev)
    if let known = fileSystems.withLock({ $0[device] }) { return known.isWatchable ? nil : known.name }
    let kind = FileSystemKind(of: folder)
    fileSystems.withLock { $0[device] = kind }
    return kind.isWatchable ? nil : kind.name
  }

  /// What was watched there is the poller's from now on.
  private func poll(_ place: FolderScan.Place) -> Bool {
    state.withLock { state in
      guard let id = state.tree.find(place.path) else { return }
      if id == FolderTree.top {
        for child in state.tree[id].children.values { state.forget(child) }
        state.setWatch(nil, of: id, isScan: true)
      } else {
        state.forget(id)
      }
    }
    return true
  }

  /// A watch that no folder needs; by now one may need it again.
  func unwatch(_ watch: Int32) {
    state.withLock { state in
      if state.tree.nodes(of: watch).isEmpty { current?.unwatch(watch) }
    }
  }
}

extension FolderScan.Place {
  /// For a message.
  fileprivate var shown: String { path.isRoot ? "the root" : "`\(path)`" }
}
