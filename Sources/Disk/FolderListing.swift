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

  struct Subfolder {
    var name: [UInt8]
    var isLink: Bool
  }

  /// `followsLinks` says whether links to folders are entered; links to files always are, as far as the root allows.
  init(of path: RelativePath, in root: Root, followsLinks: Bool) throws(DiskError) {
    let folder = try root.openFolder(path)
    let parts = FolderReader.parts(of: path)
    try DirectoryEntries(of: folder).forEach { name, kind throws(DiskError) in
      guard !ImageFileName.isIgnored(name) else { return }
      let isImage = ImageFileName.isImage(name)
      if kind == .regular, !isImage, SidecarName.isOne(name) { sidecars.insert(Array(name)) }
      guard isImage || (kind != .regular && kind != .other) else { return }
      switch kind {
      case .regular: addImage(name, parts)
      case .folder: folders.append(Subfolder(name: Array(name), isLink: false))
      case .link, .unknown: addResolved(name, isImage, path, root, followsLinks, parts)
      case .other: problems.append((Array(name), "it is not a regular file"))
      }
    }
  }

  func name(_ index: Int) -> ArraySlice<UInt8> { names[images[index]] }

  private mutating func addImage(_ name: UnsafeRawBufferPointer, _ parts: [String]) {
    let start = names.count
    names.append(contentsOf: name)
    images.append(start..<names.count)
    census.add(NameKind.of(ImageFileName.stem(names[start...]), in: parts))
  }

  private mutating func addResolved(
    _ name: UnsafeRawBufferPointer, _ isImage: Bool, _ path: RelativePath, _ root: Root, _ followsLinks: Bool,
    _ parts: [String]
  ) {
    do {
      let status = try root.status(path.appending(name))
      if status.isFolder {
        let isLink = try root.open(path.appending(name), linux_o_path | O_NOFOLLOW).status().isLink
        if !isLink || followsLinks { folders.append(Subfolder(name: Array(name), isLink: isLink)) }
      } else if status.isRegular, isImage {
        addImage(name, parts)
      }
    } catch  where isImage || error.code == .outsideRoot {
      problems.append((Array(name), error.description))
    } catch {
      // A dangling link whose name is no image's is nobody's loss.
    }
  }
}
