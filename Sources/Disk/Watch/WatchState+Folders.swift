import Samples

// MARK: - Folders come and go

extension WatchState {
  mutating func enter(_ name: [UInt8], in parent: ID, isLink: Bool = false) {
    enterAll(tree.child(name, of: parent) ?? tree.add(name, to: parent, isLink: isLink))
  }

  mutating func enterAll(_ id: ID) {
    deep.insert(id)
    add(.enter(id))
  }

  /// A link was found to lead to a folder.
  mutating func enterLink(_ name: [UInt8], in parent: ID) { enter(name, in: parent, isLink: true) }

  /// What links lead to is looked at now and then.
  mutating func noteLinks(in id: ID) { linkFolders.insert(id) }

  mutating func remove(_ id: ID) {
    reportRemoval(of: id)
    forget(id)
  }

  mutating func reportRemoval(of id: ID) {
    guard let path = tree.place(of: id)?.path else { return }
    add(.removed(path))
    if isScanning { log.removed.insert(path) }
  }

  mutating func forget(_ id: ID) {
    let (folders, watches) = tree.forget(id)
    for folder in folders {
      names.forget(folder)
      linkFolders.remove(folder)
      deep.remove(folder)
      log.names[folder] = nil
      log.entered.remove(folder)
    }
    let gone = Set(folders)
    actions.removeAll { action in
      if case .enter(let id) = action { return gone.contains(id) }
      if case .checkAccess(let id) = action { return gone.contains(id) }
      return false
    }
    for watch in watches { add(.unwatch(watch)) }
  }

  /// The node of a folder that is about to be read; made when it is new.
  mutating func node(at place: FolderScan.Place) -> ID? {
    if place.path.isRoot { return FolderTree.top }
    guard let parent = tree.find(place.path.parent) else { return nil }
    let name = Array(place.path.lastComponent)
    let id = tree.child(name, of: parent) ?? tree.add(name, to: parent, isLink: place.isLink)
    tree[id].isLink = place.isLink
    return id
  }

  /// The folder at a node has this watch now. Another one than before says that it is another folder, so that what was
  /// known beneath it says nothing; a scan goes on beneath it anyway.
  mutating func setWatch(_ watch: Int32?, of id: ID, isScan: Bool) {
    if tree[id].watch != watch, !isScan { deep.insert(id) }
    if let unused = tree.setWatch(watch, of: id) { add(.unwatch(unused)) }
    tree[id].generation = generation
  }

  mutating func didList(_ id: ID, _ folder: FolderScan.Folder) {
    tree[id].layout = folder.layout
    tree[id].lead = folder.lead
    tree[id].hasProblems = !folder.problems.isEmpty
    tree[id].mayHaveSidecars = folder.sidecars?.isEmpty != true
    if folder.hasLinks { linkFolders.insert(id) } else { linkFolders.remove(id) }
  }

  /// The folders found in one that was entered: those that are new are entered next, those that are gone removed.
  mutating func enterBeneath(_ id: ID, _ subfolders: [FolderScan.Place]) {
    let isDeep = deep.remove(id) != nil
    if isScanning { log.entered.insert(id) }
    let found = Set(subfolders.map { Array($0.path.lastComponent) })
    for (name, child) in tree[id].children where !found.contains(name) { remove(child) }
    for place in subfolders {
      let name = Array(place.path.lastComponent)
      let known = tree.child(name, of: id)
      if known == nil || isDeep || place.isLink || tree[known!].watch == nil {
        enter(name, in: id, isLink: place.isLink)
      }
    }
  }

  /// Whether so many names that came or went may have made another layout the folder's.
  mutating func mayChangeLayout(_ id: ID, by count: Int) -> Bool {
    guard count > 0 else { return false }
    tree[id].lead -= count
    return tree[id].lead <= 0
  }

  /// The names to look at now.
  mutating func takeNames(_ now: Moment) -> [PendingNames.Work] {
    let work = names.takeDue(now)
    if isScanning {
      for part in work { log.names[part.folder, default: []].formUnion(part.certain.union(part.doubtful.keys)) }
    }
    return work
  }
}

// MARK: - Scans

extension WatchState {
  mutating func beginScan() {
    generation += 1
    isScanning = true
    log = ScanLog()
  }

  /// Lists what the scan may have got wrong as work to be done again. Answers with folders that it did not meet.
  mutating func endScan() -> [ID] {
    isScanning = false
    for (id, names) in log.names where tree.place(of: id) != nil {
      for name in names where !self.names.doubts(name, in: id) { self.names.addCertain(name, in: id) }
    }
    for path in log.removed where tree.find(path) == nil { add(.removed(path)) }
    for id in log.entered { add(.enter(id)) }
    log = ScanLog()
    return tree.unseen(in: generation)
  }

  /// The root is away: its folders stay known, nothing is watched.
  mutating func loseWatches() {
    tree.dropAllWatches()
    names = PendingNames()
    actions = []
    underWay = [:]
    deep = []
  }
}
