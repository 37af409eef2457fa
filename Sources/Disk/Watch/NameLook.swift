import Glibc
import Samples

/// A watched folder whose names are looked at.
struct KnownFolder {
  var place: FolderScan.Place
  var layout: Int?
  var hasProblems: Bool
  var mayHaveSidecars: Bool
}

/// One look at some names of a watched folder: what they turn out to be now.
struct NameLook: ~Copyable {
  struct Findings {
    var batch = FileBatch()
    /// An image may be pointed to by its own name and by its sidecar's.
    fileprivate var seen: Set<[UInt8]> = []
    var removed: [[UInt8]] = []
    /// Still being written.
    var held: [[UInt8]] = []
    var linksToFolders: [[UInt8]] = []
    var hasLinks = false
    /// Names that came or went and may make another layout the folder's.
    var layoutChanges = 0
    /// Problems of the folder itself came or went, which only a listing tells.
    var needsListing = false
  }

  let folder: FolderScan.Folder
  private(set) var findings = Findings()
  private let known: KnownFolder
  private let open: Descriptor
  private let companions: CompanionReader
  private let root: Root
  private let reader: TextReader
  private let now: Moment

  /// Nil when the folder is gone or may not be read.
  init?(in known: KnownFolder, scan: FolderScan, reader: TextReader, now: Moment) {
    guard let open = try? scan.root.openFolder(known.place.path) else { return nil }
    let path = known.place.path
    let grid = GridFile.place(of: path, in: scan.root)
    let reading = FolderReader(folder: path, layout: known.layout, rules: scan.rules, grid: grid)
    var folder = FolderScan.Folder(path: path, reader: reading, layout: known.layout)
    // Trying three names that are not there, while the folder is written to, costs more than all the rest.
    folder.sidecars = known.mayHaveSidecars ? nil : []
    self.known = known
    self.open = open
    self.folder = folder
    self.reader = reader
    self.now = now
    companions = scan.companions(of: folder)
    root = scan.root
  }

  mutating func look(at name: [UInt8], _ doubt: PendingNames.Doubt?) {
    if ImageFileName.isImage(name[...]) {
      if findings.seen.insert(name).inserted { lookAtImage(name, doubt) }
      return
    }
    // What a sidecar says is said of its image.
    for image in SidecarName.images(of: name) where FolderScan.status(of: image[...], in: open) != nil {
      look(at: image, doubt)
    }
    if isLink(name) {
      findings.hasLinks = true
      if leadsToFolder(name) { findings.linksToFolders.append(name) }
    }
  }

  private mutating func lookAtImage(_ name: [UInt8], _ doubt: PendingNames.Doubt?) {
    let now = now
    let outcome = reader.add(name[...], of: folder, in: open, companions, to: &findings.batch, .everything) {
      Self.isReady($1, $2, doubt, now)
    }
    switch outcome {
    case .read(let isLink):
      findings.hasLinks = findings.hasLinks || isLink
      noteLayout(of: name, isRemoval: false)
    case .missing:
      findings.removed.append(name)
      findings.needsListing = findings.needsListing || known.hasProblems
      noteLayout(of: name, isRemoval: true)
    case .notAccepted: findings.held.append(name)
    case .notAFile: noteNoFile(name)
    }
  }

  private mutating func noteNoFile(_ name: [UInt8]) {
    guard isLink(name), leadsToFolder(name) else {
      findings.needsListing = true
      return
    }
    findings.linksToFolders.append(name)
    findings.removed.append(name)
    findings.hasLinks = true
    findings.needsListing = findings.needsListing || known.hasProblems
  }

  private static func isReady(
    _ file: borrowing Descriptor, _ stamp: FileStamp, _ doubt: PendingNames.Doubt?, _ now: Moment
  ) -> Bool {
    switch FileReadiness.of(file, size: Int(stamp.size)) {
    case .ready: true
    case .beingWritten: false
    case .unclear: doubt.map { $0.since + PendingNames.Doubt.patience <= now } ?? true
    }
  }

  private func isLink(_ name: [UInt8]) -> Bool { FolderScan.status(of: name[...], in: open)?.isLink ?? false }

  /// For a link: to a folder that is to be gone into.
  private func leadsToFolder(_ name: [UInt8]) -> Bool {
    guard !known.place.passedLink else { return false }
    return (try? root.status(folder.path.appending(name)).isFolder) == true
  }

  /// Names of the folder's own layout only strengthen it by coming, others only by going.
  private mutating func noteLayout(of name: [UInt8], isRemoval: Bool) {
    let kind = NameKind.of(ImageFileName.stem(name[...]), in: FolderReader.parts(of: folder.path))
    guard let layout = kind.layout, (layout == folder.layout) == isRemoval else { return }
    findings.layoutChanges += 1
  }
}
