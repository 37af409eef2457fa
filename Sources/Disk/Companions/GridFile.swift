import Glibc
import Metadata
import Samples

/// The list of axes that infinity-grid and SwarmUI leave in the folder of a grid, levels above its images.
enum GridFile {
  private static let name = Array("data.js".utf8)
  /// With more axes a grid has no images that anybody could look at.
  private static let maximumLevels = 16
  private static let maximumSize = 8 << 20

  static func isOne(_ name: [UInt8]) -> Bool { name == self.name }

  /// Where the list of a folder may be, the nearest first.
  static func places(of folder: RelativePath) -> [RelativePath] {
    folders(of: folder).map { $0.appending(name) }
  }

  /// The place of a folder in the grid that it belongs to.
  static func place(of folder: RelativePath, in root: Root) -> AxisGrid.Place? {
    let parts = FolderReader.parts(of: folder)
    for (level, grid) in folders(of: folder).enumerated() {
      guard let bytes = root.bytes(of: grid.appending(name), maximum: maximumSize), let axes = GridData.read(bytes)
      else { continue }
      return axes.place(Array(parts.dropLast(level)), Array(parts.suffix(level)))
    }
    return nil
  }

  private static func folders(of folder: RelativePath) -> [RelativePath] {
    var folders = [folder]
    while let last = folders.last, !last.isRoot, folders.count < maximumLevels { folders.append(last.parent) }
    return folders
  }
}

extension Root {
  /// A small file whole; nil when it cannot be read or is larger.
  func bytes(of path: RelativePath, maximum: Int) -> [UInt8]? {
    guard let file = try? openFile(path), let size = try? file.status().st_size, size <= maximum else { return nil }
    return PositionedRead.bytes(of: file.number, at: 0, count: Int(size))
  }
}
