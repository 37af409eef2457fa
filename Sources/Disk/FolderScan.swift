import Glibc
import Samples

/// Reads folders of one root into file changes. Pure apart from the disk: it keeps nothing between calls.
struct FolderScan: Sendable {
  /// Deeper trees are bounded: no trainer nests so far, and a path of the kernel ends at 4,096 bytes anyway.
  static let maximumDepth = 64

  let root: Root
  let rules: RunRules

  /// A folder on the way down. A path may pass one link to a folder: enough for sorting images by links, and no
  /// tangle of links can multiply the tree.
  struct Place: Sendable {
    var path: RelativePath
    var passedLink = false
    var depth = 0

    func entering(_ folder: FolderListing.Subfolder) -> Place {
      Place(path: path.appending(folder.name), passedLink: passedLink || folder.isLink, depth: depth + 1)
    }
  }

  /// One folder's names, ready to be read in slices by several threads.
  struct Folder: Sendable {
    var path: RelativePath
    var reader: FolderReader
    var names: [UInt8]
    var images: [Range<Int>]
    var sidecars: Set<[UInt8]> = []
    var problems: [FileBatch.Problem]
  }

  /// The names in a folder, and the folders in it.
  func list(_ place: Place) -> (folder: Folder, subfolders: [Place]) {
    do {
      let listing = try FolderListing(of: place.path, in: root, followsLinks: !place.passedLink)
      let reader = FolderReader(folder: place.path, layout: listing.census.layout, rules: rules)
      var problems = listing.problems.map {
        FileBatch.Problem(file: nil, reason: "\(DisplayName.text(of: $0.name)): \($0.reason)")
      }
      var subfolders = listing.folders.map { place.entering($0) }
      if place.depth >= Self.maximumDepth, !subfolders.isEmpty {
        problems.append(.init(file: nil, reason: "folders nested deeper than \(Self.maximumDepth) are not read"))
        subfolders = []
      }
      let folder = Folder(
        path: place.path, reader: reader, names: listing.names, images: listing.images, sidecars: listing.sidecars,
        problems: problems)
      return (folder, subfolders)
    } catch {
      let reader = FolderReader(folder: place.path, layout: nil, rules: rules)
      let problems = [FileBatch.Problem(file: nil, reason: error.description)]
      return (Folder(path: place.path, reader: reader, names: [], images: [], problems: problems), [])
    }
  }

  /// The images of a slice with their stamps and the values of their names.
  func read(_ folder: Folder, _ slice: Range<Int>) -> FileBatch {
    var batch = FileBatch()
    batch.reserve(files: slice.count, nameBytes: 2 * folder.names.count * slice.count / max(1, folder.images.count))
    if slice.lowerBound == 0 { batch.problems = folder.problems }
    guard !folder.reader.placements.isEmpty, !slice.isEmpty, let open = try? root.openFolder(folder.path) else {
      return batch
    }
    for index in slice { add(folder.names[folder.images[index]], of: folder, open, to: &batch) }
    return batch
  }

  /// The same images with what their embedded text adds; those without any are left out.
  func readTexts(_ folder: Folder, _ slice: Range<Int>, _ reader: TextReader) -> FileBatch {
    var batch = FileBatch()
    guard !folder.reader.placements.isEmpty, !slice.isEmpty, let open = try? root.openFolder(folder.path) else {
      return batch
    }
    let companions = CompanionReader(of: folder.path, folder.reader, sidecars: folder.sidecars, in: root)
    for index in slice {
      reader.add(folder.names[folder.images[index]], of: folder, in: open, companions, to: &batch)
    }
    return batch
  }

  private func add(
    _ name: ArraySlice<UInt8>, of folder: Folder, _ open: borrowing Descriptor, to batch: inout FileBatch
  ) {
    guard var status = Self.status(of: name, in: open) else { return }
    if status.isLink {
      guard let target = try? root.status(folder.path.appending(name)) else { return }
      status = target
    }
    if status.isRegular { folder.reader.add(name, stamp: status.stamp, to: &batch) }
  }

  private static func status(of name: ArraySlice<UInt8>, in folder: borrowing Descriptor) -> stat? {
    var status = stat()
    let number = folder.number
    let result = name.withCString { fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }
    return result == 0 ? status : nil
  }
}
