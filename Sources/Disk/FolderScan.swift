import Glibc
import Samples

/// Reads folders of one root into file changes. Pure apart from the disk: it keeps nothing between calls.
struct FolderScan: Sendable {
  /// Deeper trees are bounded: no trainer nests so far, and a path of the kernel ends at 4,096 bytes anyway.
  static let maximumDepth = 64

  let root: Root
  let rules: RunRules
  var visitor: (any FolderVisitor)?

  /// A folder on the way down. A path may pass one link to a folder: enough for sorting images by links, and no
  /// tangle of links can multiply the tree.
  struct Place: Sendable {
    var path: RelativePath
    var passedLink = false
    var depth = 0
    var isLink = false
    /// The kernel does not tell of changes here.
    var isPolled = false

    func entering(_ folder: FolderListing.Subfolder) -> Place {
      Place(
        path: path.appending(folder.name), passedLink: passedLink || folder.isLink, depth: depth + 1,
        isLink: folder.isLink, isPolled: isPolled)
    }
  }

  /// One folder's names, ready to be read in slices by several threads.
  struct Folder: Sendable {
    var path: RelativePath
    var reader: FolderReader
    var names: [UInt8] = []
    var images: [Range<Int>] = []
    /// Of the images, when they were asked for already.
    var stamps: [FileStamp] = []
    /// Nil when they were not listed.
    var sidecars: Set<[UInt8]>?
    var problems: [FileBatch.Problem] = []
    var layout: Int?
    /// See `NameCensus.lead`.
    var lead = 0
    var hasLinks = false
    var isPolled = false

    func name(_ index: Int) -> ArraySlice<UInt8> { names[images[index]] }
  }

  /// The names in a folder, and the folders in it.
  func list(_ place: Place) -> (folder: Folder, subfolders: [Place]) {
    guard let visitor else { return listUnvisited(place) }
    var place = place
    place.isPolled = visitor.willList(place)
    let result = listUnvisited(place)
    visitor.didList(place, result.folder, result.subfolders)
    return result
  }

  /// With `known`, the reader of an earlier listing, the names are not looked through for their layout again.
  func listUnvisited(_ place: Place, as known: FolderReader? = nil) -> (folder: Folder, subfolders: [Place]) {
    do {
      let listing = try FolderListing(
        of: place.path, in: root, followsLinks: !place.passedLink, takesCensus: known == nil)
      let reader = known ?? reader(of: listing, place.path)
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
        problems: problems, layout: listing.census.layout, lead: listing.census.lead, hasLinks: listing.hasLinks,
        isPolled: place.isPolled)
      return (folder, subfolders)
    } catch {
      let reader = FolderReader(folder: place.path, layout: nil, rules: rules)
      // A folder that went since it was met is no problem of anyone's.
      let problems = error.code == .notFound ? [] : [FileBatch.Problem(file: nil, reason: error.description)]
      return (Folder(path: place.path, reader: reader, problems: problems, isPolled: place.isPolled), [])
    }
  }

  private func reader(of listing: FolderListing, _ path: RelativePath) -> FolderReader {
    let grid = listing.images.isEmpty ? nil : GridFile.place(of: path, in: root)
    return FolderReader(folder: path, layout: listing.census.layout, rules: rules, grid: grid)
  }

  /// The images of a slice with their stamps and the values of their names.
  func read(_ folder: Folder, _ slice: Range<Int>) -> FileBatch {
    var batch = emptyBatch(folder, slice)
    guard !folder.reader.placements.isEmpty, !slice.isEmpty, let open = try? root.openFolder(folder.path) else {
      return batch
    }
    for index in slice { add(folder.name(index), of: folder, open, to: &batch) }
    visitor?.didRead(folder, batch)
    return batch
  }

  /// The images of a batch, as they were then, to be read again for their text.
  static func images(of batch: FileBatch, in folder: Folder) -> Folder {
    var kept = Folder(path: folder.path, reader: folder.reader, sidecars: folder.sidecars, isPolled: folder.isPolled)
    kept.images.reserveCapacity(batch.files.count)
    kept.stamps.reserveCapacity(batch.files.count)
    for (index, file) in batch.files.enumerated() {
      let start = kept.names.count
      kept.names += batch.name(of: index)
      kept.images.append(start..<kept.names.count)
      kept.stamps.append(file.stamp)
    }
    return kept
  }

  /// The same images with what their embedded text adds; those without any are left out.
  func readTexts(
    _ folder: Folder, _ slice: Range<Int>, _ reader: TextReader, isStopped: () -> Bool
  ) -> FileBatch {
    var batch = FileBatch()
    guard !folder.reader.placements.isEmpty, !slice.isEmpty, let open = try? root.openFolder(folder.path) else {
      return batch
    }
    batch.reserve(files: slice.count, bytes: slice.count * reader.bytesPerImage)
    let companions = companions(of: folder)
    for index in slice where !isStopped() {
      let stamp = folder.stamps.isEmpty ? nil : folder.stamps[index]
      reader.add(folder.name(index), stamp, of: folder, in: open, companions, to: &batch, .onlyTexts) {
        accepts($0, folder, $1, $2)
      }
    }
    reader.bytesPerImage = batch.arena.count / max(1, batch.files.count)
    visitor?.didRead(folder, batch)
    return batch
  }

  /// Names, stamps and texts at once, so that an image does not change again a moment after it came.
  func readWhole(_ folder: Folder, _ slice: Range<Int>, _ reader: TextReader) -> FileBatch {
    var batch = emptyBatch(folder, slice)
    guard !folder.reader.placements.isEmpty, !slice.isEmpty, let open = try? root.openFolder(folder.path) else {
      return batch
    }
    let companions = companions(of: folder)
    for index in slice {
      reader.add(folder.name(index), of: folder, in: open, companions, to: &batch, .everything) {
        accepts($0, folder, $1, $2)
      }
    }
    visitor?.didRead(folder, batch)
    return batch
  }

  /// The images with their versions, as they are now.
  func stamps(of folder: Folder) -> [(name: ArraySlice<UInt8>, version: UInt64)] {
    guard !folder.reader.placements.isEmpty, !folder.images.isEmpty, let open = try? root.openFolder(folder.path) else {
      return []
    }
    return folder.images.indices.compactMap { index in
      let name = folder.name(index)
      return resolvedStatus(name, of: folder, open).map { (name, $0.stamp.version) }
    }
  }

  /// What stands beside the folder's images now.
  func companions(of folder: Folder) -> CompanionReader {
    CompanionReader(of: folder.path, folder.reader, sidecars: folder.sidecars, in: root)
  }

  private func emptyBatch(_ folder: Folder, _ slice: Range<Int>) -> FileBatch {
    var batch = FileBatch()
    batch.reserve(files: slice.count, bytes: 2 * folder.names.count * slice.count / max(1, folder.images.count))
    if slice.lowerBound == 0 { batch.problems = folder.problems }
    return batch
  }

  private func accepts(
    _ name: ArraySlice<UInt8>, _ folder: Folder, _ file: borrowing Descriptor, _ stamp: FileStamp
  ) -> Bool {
    visitor?.accepts(name, of: folder, file, stamp) ?? true
  }

  private func add(
    _ name: ArraySlice<UInt8>, of folder: Folder, _ open: borrowing Descriptor, to batch: inout FileBatch
  ) {
    guard let stamp = resolvedStatus(name, of: folder, open)?.stamp, visitor == nil || isShown(name, folder, stamp)
    else { return }
    folder.reader.add(name, stamp: stamp, to: &batch)
  }

  /// Of the file that a link leads to; nil when it is no regular file.
  private func resolvedStatus(
    _ name: ArraySlice<UInt8>, of folder: Folder, _ open: borrowing Descriptor
  ) -> stat? {
    guard var status = Self.status(of: name, in: open) else { return nil }
    if status.isLink {
      guard let target = try? root.status(folder.path.appending(name)) else { return nil }
      status = target
    }
    return status.isRegular ? status : nil
  }

  /// Only what may still be being written is opened for a look at its end.
  private func isShown(_ name: ArraySlice<UInt8>, _ folder: Folder, _ stamp: FileStamp) -> Bool {
    guard FileReadiness.isYoung(stamp), let file = try? root.openFile(folder.path.appending(name)) else { return true }
    return accepts(name, folder, file, stamp)
  }

  static func status(of name: ArraySlice<UInt8>, in folder: borrowing Descriptor) -> stat? {
    var status = stat()
    let number = folder.number
    let result = name.withCString { fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }
    return result == 0 ? status : nil
  }
}
