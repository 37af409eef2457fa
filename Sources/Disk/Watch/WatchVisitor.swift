import Samples

/// Ties a scan to the watch: every folder is watched before it is read.
final class WatchVisitor: FolderVisitor {
  private let watch: FolderWatch
  /// A scan of everything, not the loop's own look at one folder.
  private let isScan: Bool

  init(watch: FolderWatch, isScan: Bool) {
    self.watch = watch
    self.isScan = isScan
  }

  func willList(_ place: FolderScan.Place) -> Bool { watch.willList(place, isScan: isScan) }

  func didList(_ place: FolderScan.Place, _ folder: FolderScan.Folder, _ subfolders: [FolderScan.Place]) {
    guard folder.isPolled else {
      return watch.withState { state in
        if let id = state.tree.find(place.path) { state.didList(id, folder) }
      }
    }
    guard isScan else { return watch.poller.adopt(place) }
    let names = Set(subfolders.map { Array($0.path.lastComponent) })
    watch.poller.withState { $0.didScan(place, folder, names) }
  }

  func didRead(_ folder: FolderScan.Folder, _ batch: FileBatch) {
    if folder.isPolled, isScan { watch.poller.withState { $0.didRead(folder.path, batch) } }
  }

  /// A young file that lacks its end is left to its writer: the end of the writing is an event, and the poller compares
  /// in its next round.
  func accepts(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, _ file: borrowing Descriptor, _ stamp: FileStamp
  ) -> Bool {
    guard FileReadiness.ofYoung(file, stamp) != .ready else { return true }
    guard !folder.isPolled else { return false }
    watch.withState { state in
      guard let id = state.tree.find(folder.path) else { return }
      state.names.addHeld(.init(now: MonotonicClock.now(), delay: .milliseconds(100)), Array(name), in: id)
    }
    return false
  }
}
