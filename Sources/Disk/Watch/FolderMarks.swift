import Samples
import Synchronization

/// What a folder looked like when all of it was read: eight bytes that are the same as long as its images have the same
/// names and versions and what stands beside them is the same. In no order, so that slices can be added up.
struct FolderMark: Equatable, Sendable {
  private var sum: UInt64

  /// Of a folder without its images.
  init(_ folder: FolderScan.Folder, companions: UInt64) {
    var hasher = Hasher()
    hasher.combine(folder.layout)
    hasher.combine(folder.problems)
    hasher.combine(companions)
    sum = UInt64(bitPattern: Int64(hasher.finalize()))
  }

  mutating func add(_ name: ArraySlice<UInt8>, _ version: UInt64) {
    var hasher = Hasher()
    name.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(version)
    sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
  }

  mutating func add(_ batch: FileBatch) {
    for index in batch.files.indices { add(batch.name(of: index), batch.files[index].stamp.version) }
  }
}

extension FolderScan {
  /// The mark of a folder of which this is handed out.
  func mark(of folder: Folder, _ batch: FileBatch) -> FolderMark {
    var mark = FolderMark(folder, companions: companions(of: folder).version)
    mark.add(batch)
    return mark
  }

  /// The mark of a folder as it is now.
  func mark(of folder: Folder) -> FolderMark {
    var mark = FolderMark(folder, companions: companions(of: folder).version)
    for (name, version) in stamps(of: folder) { mark.add(name, version) }
    return mark
  }
}

/// The marks of all folders, so that a rescan opens no image of a folder that is as it was: it costs what listing and
/// fstatat(2) cost. A mark tells what was handed out last of its folder; whoever hands out anything else forgets it.
final class FolderMarks: Sendable {
  private let marks = Mutex<[RelativePath: FolderMark]>([:])

  func isKept(_ mark: FolderMark, of folder: RelativePath) -> Bool { marks.withLock { $0[folder] == mark } }

  func keep(_ mark: FolderMark, of folder: RelativePath) { marks.withLock { $0[folder] = mark } }

  /// More images of a folder that is read in slices; nothing when it was forgotten meanwhile.
  func add(_ batch: FileBatch, of folder: RelativePath) { marks.withLock { $0[folder]?.add(batch) } }

  func forget(_ changes: [FileChange]) {
    marks.withLock { marks in
      for change in changes {
        switch change {
        case .folder(let path, in: _, _), .files(let path, in: _, _, removed: _): marks[path] = nil
        case .removed(let path): for key in marks.keys where path.contains(key) { marks[key] = nil }
        case .progress, .unavailable: break
        }
      }
    }
  }

  /// What a scan that was broken off has handed out is not all that its folders hold.
  func forgetAll() { marks.withLock { $0 = [:] } }
}
