import Samples

/// What is known of the polled folders, and which must be read again. Pure; `Poller` asks the disk.
///
/// A folder's own time changes when names in it come or go, so an idle folder costs one stat. It does not change when
/// a file is overwritten in place, and it is coarse on some file systems: so a folder whose time changed is read again
/// for some seconds, and beside that all are read in turn, as many in each round as a small share of the time allows.
struct PollState: Sendable {
  /// A file met while it may still be being written.
  struct Held: Equatable, Sendable {
    var version: UInt64
    /// If it is the same then, it is taken as it is.
    var until: Moment
  }

  struct Folder: Sendable {
    var place: FolderScan.Place
    var stamp: FileStamp?
    /// How many more rounds it is read although its time stays.
    var roundsLeft = 0
    var files = KnownFiles()
    var held: [[UInt8]: Held] = [:]
    var subfolders: Set<[UInt8]> = []
    var layout: Int?
    var problems: [FileBatch.Problem] = []
    /// See `CompanionReader.version`; nil before the first reading.
    var companions: UInt64?
    var generation: Int
    /// Nothing of it has been handed out.
    var isNew = true
  }

  /// What a reading of a folder leads to.
  struct Findings: Equatable {
    /// All its files are handed out, because it is new, or its layout or problems changed.
    var isWhole: Bool
    var changed: [[UInt8]] = []
    var removed: [[UInt8]] = []
    var newFolders: [[UInt8]] = []
    var goneFolders: [[UInt8]] = []
  }

  /// FAT keeps times of two seconds; a clock that differs a little between machines is allowed for too.
  private static let coarsestTime = 3
  /// No image at all: it will not become one, a moment's rest is enough.
  private static let foreignRest = Span.milliseconds(500)

  private let pollSeconds: Int
  private(set) var folders: [RelativePath: Folder] = [:]
  private var generation = 0
  private var sweepPosition = 0

  init(pollSeconds: Int) { self.pollSeconds = pollSeconds }

  var paths: [RelativePath] { folders.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } }

  /// Answers whether it is new.
  @discardableResult
  mutating func adopt(_ place: FolderScan.Place) -> Bool {
    folders[place.path]?.generation = generation
    guard folders[place.path] == nil else { return false }
    folders[place.path] = Folder(place: place, generation: generation)
    return true
  }

  /// Whether the folder must be read, now that its own stamp is this.
  mutating func isDue(_ path: RelativePath, _ stamp: FileStamp, _ now: Moment) -> Bool {
    guard var folder = folders[path] else { return false }
    defer { folders[path] = folder }
    if folder.stamp != stamp {
      folder.stamp = stamp
      folder.roundsLeft = (Self.coarsestTime + pollSeconds - 1) / pollSeconds
      return true
    }
    folder.roundsLeft -= 1
    return folder.roundsLeft >= 0 || folder.held.values.contains { $0.until <= now }
  }

  /// The next so many folders of those that are read in turn.
  mutating func nextInTurn(_ paths: [RelativePath]) -> RelativePath? {
    guard !paths.isEmpty else { return nil }
    sweepPosition = (sweepPosition + 1) % paths.count
    return paths[sweepPosition]
  }

  /// When a held file is to be looked at.
  var nextHeld: Moment? { folders.values.lazy.compactMap { $0.held.values.map(\.until).min() }.min() }

  func withDueHeld(_ now: Moment) -> [RelativePath] {
    folders.filter { $0.value.held.values.contains { $0.until <= now } }.map(\.key)
  }

  /// Compares a folder with what is in it now, and remembers that.
  mutating func compare(
    _ path: RelativePath, _ folder: FolderScan.Folder, _ subfolders: Set<[UInt8]>, _ found: KnownFiles,
    companions: UInt64 = 0
  ) -> Findings {
    guard var known = folders[path] else { return Findings(isWhole: false) }
    let difference = known.files.difference(to: found)
    var findings = Findings(
      isWhole: known.isNew || known.layout != folder.layout || known.problems != folder.problems
        || (known.companions ?? companions) != companions,
      changed: difference.changed, removed: difference.removed)
    findings.newFolders = subfolders.subtracting(known.subfolders).sorted { $0.lexicographicallyPrecedes($1) }
    findings.goneFolders = known.subfolders.subtracting(subfolders).sorted { $0.lexicographicallyPrecedes($1) }
    known.files.remove(difference.removed)
    known.held = known.held.filter { name, _ in
      found.version(of: name[...]).map { $0 != known.files.version(of: name[...]) } ?? false
    }
    known.layout = folder.layout
    known.problems = folder.problems
    known.subfolders = subfolders
    known.isNew = false
    known.companions = companions
    folders[path] = known
    return findings
  }

  /// Whether a file may be handed out. Not while its size or time still changes, unless its end is there already.
  mutating func accepts(
    _ name: [UInt8], in path: RelativePath, _ version: UInt64, _ ending: ImageEnding, _ now: Moment
  ) -> Bool {
    guard var folder = folders[path] else { return false }
    defer { folders[path] = folder }
    let held = folder.held[name]
    let isAtRest = held.map { $0.version == version && $0.until <= now } ?? false
    if ending == .complete || isAtRest || folder.files.version(of: name[...]) == version {
      folder.held[name] = nil
      return true
    }
    if held?.version != version {
      let rest = ending == .foreign ? Self.foreignRest : .seconds(pollSeconds)
      folder.held[name] = Held(version: version, until: now + rest)
    }
    return false
  }

  /// These are handed out.
  mutating func didRead(_ path: RelativePath, _ batch: FileBatch) {
    folders[path]?.files.update(with: KnownFiles(batch))
  }

  /// A folder and all beneath it.
  mutating func drop(beneath path: RelativePath) {
    for key in folders.keys where path.contains(key) { folders[key] = nil }
  }

  // MARK: - Scans, which read the polled folders too

  mutating func beginScan(_ generation: Int) { self.generation = generation }

  /// A scan has read the folder and hands out what it found. Whatever changes from here on shows in the next round,
  /// which reads every folder once.
  mutating func didScan(_ place: FolderScan.Place, _ folder: FolderScan.Folder, _ subfolders: Set<[UInt8]>) {
    adopt(place)
    folders[place.path]?.files = KnownFiles()
    folders[place.path]?.layout = folder.layout
    folders[place.path]?.problems = folder.problems
    folders[place.path]?.companions = nil
    folders[place.path]?.subfolders = subfolders
    folders[place.path]?.stamp = nil
    folders[place.path]?.isNew = false
  }

  /// Drops what the scan did not meet; answers with the highest of those folders.
  mutating func dropUnseen() -> [RelativePath] {
    let unseen = Set(folders.filter { $0.value.generation != generation }.keys)
    for path in unseen { folders[path] = nil }
    return unseen.filter { $0.isRoot || !unseen.contains($0.parent) }
  }
}
