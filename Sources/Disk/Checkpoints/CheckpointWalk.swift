import Samples

/// Finds files of weights beneath a folder.
struct CheckpointWalk {
  /// A collection of models beyond this is not searched to its end.
  private static let maximumFiles = 20_000
  private static let maximumDepth = 8
  private static let ending = Array(".safetensors".utf8)

  private let root: Root
  private let place: Int
  private let isBesideRun: Bool
  private var files: [CheckpointFile] = []

  private init(_ root: Root, place: Int, isBesideRun: Bool) {
    self.root = root
    self.place = place
    self.isBesideRun = isBesideRun
  }

  static func everything(in root: Root, place: Int) -> [CheckpointFile] {
    var walk = CheckpointWalk(root, place: place, isBesideRun: false)
    walk.add(.root, depth: 0) { _ in true }
    return walk.files
  }

  /// The run's folder and the folders that trainers make in it for their weights. Above it only for a run that is
  /// named after checkpoints and not after a folder; there the names must say whose they are.
  static func besideRun(_ id: String, in root: Root) -> [CheckpointFile] {
    let folder = id == DiscoveredFolder.rootRun ? RelativePath.root : path(id)
    guard !folder.components.contains(where: { ImageFileName.isIgnored($0) || $0.elementsEqual("..".utf8) }) else {
      return []
    }
    var inside = CheckpointWalk(root, place: 0, isBesideRun: true)
    inside.add(folder, depth: 0, enters: isWeightFolder)
    var above = CheckpointWalk(root, place: 0, isBesideRun: false)
    if !folder.isRoot { above.add(folder.parent, depth: 0) { _ in false } }
    let found = Set(inside.files.map(\.path))
    return inside.files + above.files.filter { !found.contains($0.path) }
  }

  private static func path(_ id: String) -> RelativePath {
    DisplayName.escapedBytes(of: id).map { RelativePath(bytes: $0) } ?? RelativePath(id)
  }

  private static func isWeightFolder(_ name: [UInt8]) -> Bool {
    if name.elementsEqual("save".utf8) { return true }
    return ["checkpoint-", "epoch", "step", "global_step"].contains { marker in
      name.starts(with: marker.utf8) && name.count > marker.utf8.count
        && name.dropFirst(marker.utf8.count).allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
  }

  /// A folder that cannot be read has no files; `check` says what is wrong with it.
  private mutating func add(_ folder: RelativePath, depth: Int, enters: ([UInt8]) -> Bool) {
    guard depth < Self.maximumDepth, let open = try? root.openFolder(folder) else { return }
    var names: [(name: [UInt8], kind: DirectoryEntries.Kind)] = []
    try? DirectoryEntries(of: open).visit { bytes, kind in
      let name = Array(bytes)
      if !ImageFileName.isIgnored(name[...]), kind != .other { names.append((name, kind)) }
    }
    for (name, kind) in names where files.count < Self.maximumFiles {
      let path = folder.appending(name)
      if Self.isWeights(name) {
        addFile(path)
      } else if kind == .folder, enters(name) {
        add(path, depth: depth + 1, enters: enters)
      }
    }
  }

  private static func isWeights(_ name: [UInt8]) -> Bool {
    name.count > ending.count && name.suffix(ending.count).elementsEqual(ending)
  }

  /// A folder of samples may be named like a checkpoint's file: it is none.
  private mutating func addFile(_ path: RelativePath) {
    guard let status = try? root.status(path), status.isRegular, let label = CheckpointLabel(path: path) else { return }
    files.append(
      CheckpointFile(label: label, stamp: status.stamp, isBesideRun: isBesideRun, place: place, path: path))
  }
}
