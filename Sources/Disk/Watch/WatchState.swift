import Samples

/// What is known of the watched folders and what must be done about it: events in, actions out. Pure, so that every
/// sequence of events can be tested without a kernel; `WatchLoop` acts.
///
/// It never believes an event's account of a file or folder: an event only says where to look, and what is found there
/// is what is reported. So a wrong order, a lost half of a rename or a second look costs time and no truth.
struct WatchState: Sendable {
  typealias ID = FolderTree.ID

  enum Action: Hashable, Sendable {
    /// Watch the folder, read it, report all that is in it, and go on with the folders in it that are new.
    case enter(ID)
    /// Its permissions changed: enter it if that opened or closed it.
    case checkAccess(ID)
    case removed(RelativePath)
    case unwatch(Int32)
    case checkRoot
    case rescan
  }

  /// What was reported while a scan was under way is looked at again after it: the scan may hand out later what it
  /// had read before.
  struct ScanLog: Sendable {
    var names: [ID: Set<[UInt8]>] = [:]
    var entered: Set<ID> = []
    var removed: Set<RelativePath> = []
  }

  var tree = FolderTree()
  var names = PendingNames()
  /// Folders with links in them, whose targets are looked at now and then.
  var linkFolders: Set<ID> = []
  private(set) var overflowCount = 0
  var generation = 0
  var isScanning = false
  var log = ScanLog()
  var actions: [Action] = []
  /// Folders renamed away whose new name has not been heard of, by cookie.
  var underWay: [UInt32: ID] = [:]
  /// Entering these goes on beneath them whether or not those are known.
  var deep: Set<ID> = []

  var isIdle: Bool { actions.isEmpty && names.isEmpty && !isScanning }
  var hasActions: Bool { !actions.isEmpty }

  mutating func takeActions() -> [Action] {
    defer { actions = [] }
    return actions
  }

  mutating func add(_ action: Action) {
    guard actions.last != action else { return }
    actions.append(action)
  }

  mutating func handle(_ event: WatchEvent, at now: Moment) {
    if event.mask.contains(.overflowed) {
      overflowCount += 1
      add(.rescan)
    } else if event.mask.contains(.ignored) {
      tree.dropWatch(event.watch)
    } else {
      // Handling one may end another: a link beneath a folder that goes.
      for id in tree.nodes(of: event.watch) where tree[id].watch == event.watch { handle(event, in: id, now) }
    }
  }

  /// All events there were have been handled: a folder renamed away and not come back has left the root.
  mutating func endEvents() {
    for id in underWay.values { forget(id) }
    underWay = [:]
  }

  private mutating func handle(_ event: WatchEvent, in id: ID, _ now: Moment) {
    if event.name.isEmpty {
      handleSelf(event.mask, id)
    } else if event.mask.contains(.isFolder) {
      handleFolder(event, in: id)
    } else {
      handleFile(event, in: id, now)
    }
  }

  private mutating func handleSelf(_ mask: EventMask, _ id: ID) {
    if !mask.isDisjoint(with: [.selfMoved, .selfDeleted, .unmounted]) {
      if id == FolderTree.top { add(.checkRoot) }
      // A link now leads nowhere or elsewhere, of which the folder it is in hears nothing.
      if tree[id].isLink, let parent = tree[id].parent { add(.enter(parent)) }
    } else if id == FolderTree.top, mask.contains(.attributes) {
      add(.checkAccess(id))
    }
  }

  private mutating func handleFolder(_ event: WatchEvent, in id: ID) {
    let child = tree.child(event.name, of: id)
    if event.mask.contains(.created) {
      if !ImageFileName.isIgnored(event.name[...]) { enter(event.name, in: id) }
    } else if event.mask.contains(.movedTo) {
      handleArrival(event, in: id)
    } else if event.mask.contains(.movedFrom), let child {
      reportRemoval(of: child)
      tree.takeOff(child)
      underWay[event.cookie] = child
    } else if event.mask.contains(.deleted), let child {
      remove(child)
    } else if event.mask.contains(.attributes), let child {
      add(.checkAccess(child))
    }
  }

  private mutating func handleArrival(_ event: WatchEvent, in id: ID) {
    let arrived = underWay.removeValue(forKey: event.cookie)
    guard !ImageFileName.isIgnored(event.name[...]) else {
      if let arrived { forget(arrived) }
      return
    }
    guard let arrived, tree.isUsed(arrived) else { return enter(event.name, in: id) }
    // The kernel lets no folder move into itself: a link within the folder leads to where it went, or an earlier move
    // was lost.
    guard !tree.isBeneath(id, arrived) else {
      forget(arrived)
      return add(.rescan)
    }
    if let replaced = tree.child(event.name, of: id) {
      remove(replaced)
      // Two folders that change places replace each other in turn: one look at all names sorts them out.
      add(.enter(id))
    }
    tree.hang(arrived, as: event.name, under: id)
    enterAll(arrived)
  }

  private mutating func handleFile(_ event: WatchEvent, in id: ID, _ now: Moment) {
    if PromptFile.isOne(event.name) { handlePromptFile(event.mask, in: id) }
    if GridFile.isOne(event.name), event.mask.endsAWrite { enterAll(id) }
    guard !ImageFileName.isIgnored(event.name[...]) else { return }
    let isImage = ImageFileName.isImage(event.name[...])
    if SidecarName.isOne(event.name[...]), event.mask.endsAWrite { names.addCertain(event.name, in: id) }
    // Other files only matter as far as they are links to folders.
    guard isImage || !event.mask.isDisjoint(with: [.created, .movedTo, .movedFrom, .deleted]) else { return }
    if !event.mask.isDisjoint(with: [.created, .movedTo, .movedFrom, .deleted]),
      let link = tree.child(event.name, of: id)
    {
      remove(link)
    }
    guard isImage || !event.mask.isDisjoint(with: [.created, .movedTo]) else { return }
    mark(event.name, event.mask, in: id, now)
  }

  /// What it says is said of every image of the folder, or of the sample folder below.
  private mutating func handlePromptFile(_ mask: EventMask, in id: ID) {
    guard mask.endsAWrite else { return }
    add(.enter(id))
    for name in PromptFile.sampleFolders { if let child = tree.child(name, of: id) { add(.enter(child)) } }
  }

  /// A new file's writer closes it in most cases before the first of these has passed.
  private static let creationDelay = Span.milliseconds(100)
  private static let modificationDelay = Span.milliseconds(400)

  private mutating func mark(_ name: [UInt8], _ mask: EventMask, in id: ID, _ now: Moment) {
    if mask.contains(.created) {
      names.addDoubt(.init(now: now, delay: Self.creationDelay), name, in: id)
    } else if mask.contains(.modified) {
      names.addDoubt(.init(now: now, delay: Self.modificationDelay), name, in: id)
    } else if !mask.contains(.attributes) || !names.doubts(name, in: id) {
      names.addCertain(name, in: id)
    }
  }
}
