package import Metadata
package import Samples
import Synchronization

/// The files of weights: in the folders that the configuration names, and where a run's trainer writes them beside
/// the samples. The folders are walked for every question, which costs a stat a file; a header is read once for each
/// version of its file, so a file that was still being written is read again when it has grown.
package final class CheckpointFolders: Sendable {
  private static let rememberedHeaders = 50_000

  private let root: Root
  private let folders: [String]
  private let followSymlinks: Bool
  private let headers = Mutex<[HeaderKey: CheckpointFile.Header]>([:])

  private struct HeaderKey: Hashable {
    var place: Int
    var path: RelativePath
    var stamp: FileStamp
  }

  package init(root: Root, folders: [String], followSymlinks: Bool) {
    self.root = root
    self.folders = folders
    self.followSymlinks = followSymlinks
  }

  /// All files that a run of this id may have; whose they are their names and headers say.
  package func files(ofRun id: String) -> [CheckpointFile] {
    var files = CheckpointWalk.besideRun(id, in: root)
    for (index, folder) in folders.enumerated() {
      guard let open = try? Root(path: folder, followSymlinks: followSymlinks) else { continue }
      files += CheckpointWalk.everything(in: open, place: index + 1)
    }
    return files.map(withHeader)
  }

  package func metadata(of file: CheckpointFile) throws(SafetensorsProblem) -> SafetensorsMetadata {
    try SafetensorsHeader.read(try opened(file))
  }

  private func opened(_ file: CheckpointFile) throws(SafetensorsProblem) -> Descriptor {
    do throws(DiskError) {
      return try open(file)
    } catch {
      throw .unreadable(error.description)
    }
  }

  private func open(_ file: CheckpointFile) throws(DiskError) -> Descriptor {
    if file.place == 0 { return try root.openFile(file.path) }
    return try Root(path: folders[file.place - 1], followSymlinks: followSymlinks).openFile(file.path)
  }

  /// A header that cannot be read says nothing; the file is a checkpoint all the same.
  private func withHeader(_ file: CheckpointFile) -> CheckpointFile {
    let key = HeaderKey(place: file.place, path: file.path, stamp: file.stamp)
    var file = file
    if let known = headers.withLock({ $0[key] }) {
      file.header = known
      return file
    }
    let metadata = try? metadata(of: file)
    file.header = CheckpointFile.Header(
      step: metadata?.step, epoch: metadata?.epoch, outputName: metadata?.outputName)
    headers.withLock { headers in
      if headers.count >= Self.rememberedHeaders { headers.removeAll() }
      headers[key] = file.header
    }
    return file
  }
}
