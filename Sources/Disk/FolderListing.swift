import CLinux
import Glibc
import Samples

/// The names in one folder that matter: images and folders. Reading it costs no stat, except for links.
struct FolderListing {
  private(set) var folders: [Subfolder] = []
  private(set) var images: [Range<Int>] = []
  /// The images' names, one after the other.
  private(set) var names: [UInt8] = []
  private(set) var problems: [(name: [UInt8], reason: String)] = []
  private(set) var census = NameCensus()
  /// Names of files that may say something of an image.
  private(set) var sidecars: Set<[UInt8]> = []
  /// Of links, whose targets can change without a change here.
  private(set) var hasLinks = false

  struct Subfolder {
    var name: [UInt8]
    var isLink: Bool
  }

  /// `followsLinks` says whether links to folders are entered; links to files always are, as far as the root allows.
  /// The census costs as much as the rest and may be left out.
  init(of path: RelativePath, in root: Root, followsLinks: Bool, takesCensus: Bool = true) throws(DiskError) {
    let folder = try root.openFolder(path)
    let parts = takesCensus ? FolderReader.parts(of: path) : nil
    try DirectoryEntries(of: folder).visit { name, kind throws(DiskError) in
      let start = names.count
      names.append(contentsOf: name)
      let isKept = add(names[start...], kind, path, root, followsLinks, parts)
      if !isKept { names.removeSubrange(start...) }
    }
    sortImages()
  }

  /// By name, as the index keeps them: sorted once here, they need not be sorted in each of the two passes of a scan.
  private mutating func sortImages() {
    names.withUnsafeBytes { names in
      guard let start = names.baseAddress else { return }
      images.sort { left, right in
        let order = memcmp(start + left.lowerBound, start + right.lowerBound, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
      }
    }
  }

  func name(_ index: Int) -> ArraySlice<UInt8> { names[images[index]] }

  /// Whether the name, which stands at the end of `names`, is an image's and stays there.
  private mutating func add(
    _ name: ArraySlice<UInt8>, _ kind: DirectoryEntries.Kind, _ path: RelativePath, _ root: Root, _ followsLinks: Bool,
    _ parts: [String]?
  ) -> Bool {
    guard !ImageFileName.isIgnored(name) else { return false }
    let isImage = ImageFileName.isImage(name)
    switch kind {
    case .regular:
      if isImage { addImage(name, parts) } else if SidecarName.isOne(name) { sidecars.insert(Array(name)) }
      return isImage
    case .folder: folders.append(Subfolder(name: Array(name), isLink: false))
    case .link, .unknown: return addResolved(name, isImage, path, root, followsLinks, parts)
    case .other: if isImage { problems.append((Array(name), "it is not a regular file")) }
    }
    return false
  }

  private mutating func addImage(_ name: ArraySlice<UInt8>, _ parts: [String]?) {
    images.append(name.indices)
    if let parts { census.add(NameKind.of(ImageFileName.stem(name), in: parts)) }
  }

  private mutating func addResolved(
    _ name: ArraySlice<UInt8>, _ isImage: Bool, _ path: RelativePath, _ root: Root, _ followsLinks: Bool,
    _ parts: [String]?
  ) -> Bool {
    do {
      let isLink = try root.open(path.appending(name), linux_o_path | O_NOFOLLOW).status().isLink
      hasLinks = hasLinks || isLink
      let status = try root.status(path.appending(name))
      if status.isFolder {
        if !isLink || followsLinks { folders.append(Subfolder(name: Array(name), isLink: isLink)) }
      } else if status.isRegular, isImage {
        addImage(name, parts)
        return true
      }
    } catch  where isImage || error.code == .outsideRoot {
      problems.append((Array(name), error.description))
    } catch {
      // A dangling link whose name is no image's is nobody's loss.
    }
    return false
  }
}
