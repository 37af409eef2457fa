import Samples

/// The watched folders as a tree of names: a renamed folder is one node hung elsewhere, and no path of those beneath
/// it has to be mended. A folder that is reached by links too has several nodes and one watch.
struct FolderTree: Sendable {
  typealias ID = Int

  static let top: ID = 0

  struct Node: Sendable {
    /// Nil for the top, and for a folder that was taken off the tree.
    var parent: ID?
    var name: [UInt8]
    var children: [[UInt8]: ID] = [:]
    var isLink: Bool
    var watch: Int32?
    /// The scan that met it last.
    var generation = 0
    var layout: Int?
    /// How many names may still come or go before another layout can have the most.
    var lead = 0
    var hasProblems = false
    /// Whether an image in it may have a file of its own name beside it.
    var mayHaveSidecars = true
    /// Its name is in use: nodes that are not are free for the next folder.
    var isUsed = true
  }

  private var nodes = [Node(parent: nil, name: [], isLink: false)]
  private var free: [ID] = []
  private var nodesOfWatch: [Int32: [ID]] = [:]

  var watchCount: Int { nodesOfWatch.count }
  var count: Int { nodes.count - free.count }

  subscript(id: ID) -> Node {
    get { nodes[id] }
    set { nodes[id] = newValue }
  }

  func isUsed(_ id: ID) -> Bool { nodes[id].isUsed }

  func nodes(of watch: Int32) -> [ID] { nodesOfWatch[watch] ?? [] }

  func child(_ name: [UInt8], of parent: ID) -> ID? { nodes[parent].children[name] }

  func find(_ path: RelativePath) -> ID? {
    var id = Self.top
    for part in path.components {
      guard let child = nodes[id].children[Array(part)] else { return nil }
      id = child
    }
    return id
  }

  /// Nil when the folder, or one above it, was taken off.
  func place(of id: ID) -> FolderScan.Place? {
    var names: [[UInt8]] = []
    var passedLink = false
    var next = id
    while next != Self.top {
      guard let parent = nodes[next].parent else { return nil }
      names.append(nodes[next].name)
      passedLink = passedLink || nodes[next].isLink
      next = parent
    }
    let path = names.reversed().reduce(RelativePath.root) { $0.appending($1) }
    return FolderScan.Place(path: path, passedLink: passedLink, depth: names.count, isLink: nodes[id].isLink)
  }

  /// Whether a folder is `other` or lies in it, also where both were taken off the tree.
  func isBeneath(_ id: ID, _ other: ID) -> Bool {
    var next: ID? = id
    while let folder = next {
      if folder == other { return true }
      next = nodes[folder].parent
    }
    return false
  }

  mutating func add(_ name: [UInt8], to parent: ID, isLink: Bool) -> ID {
    let node = Node(parent: parent, name: name, isLink: isLink)
    let id: ID
    if let reused = free.popLast() {
      id = reused
      nodes[id] = node
    } else {
      id = nodes.count
      nodes.append(node)
    }
    nodes[parent].children[name] = id
    return id
  }

  /// Takes a folder off the tree with all beneath it; `hang` puts it back, `forget` ends it.
  mutating func takeOff(_ id: ID) {
    guard let parent = nodes[id].parent else { return }
    nodes[parent].children[nodes[id].name] = nil
    nodes[id].parent = nil
  }

  mutating func hang(_ id: ID, as name: [UInt8], under parent: ID) {
    nodes[id].parent = parent
    nodes[id].name = name
    nodes[parent].children[name] = id
  }

  /// Ends a folder and all beneath it. Answers with them and with the watches nobody needs any more.
  mutating func forget(_ id: ID) -> (folders: [ID], watches: [Int32]) {
    takeOff(id)
    let folders = subtree(of: id)
    let watches = folders.compactMap { setWatch(nil, of: $0) }
    for folder in folders { nodes[folder] = Node(parent: nil, name: [], isLink: false, isUsed: false) }
    free += folders
    return (folders, watches)
  }

  func subtree(of id: ID) -> [ID] {
    var found = [id]
    var index = 0
    while index < found.count {
      found += nodes[found[index]].children.values
      index += 1
    }
    return found
  }

  /// Answers with the watch it had, if no other folder has it.
  @discardableResult
  mutating func setWatch(_ watch: Int32?, of id: ID) -> Int32? {
    let old = nodes[id].watch
    guard old != watch else { return nil }
    nodes[id].watch = watch
    if let watch { nodesOfWatch[watch, default: []].append(id) }
    guard let old else { return nil }
    nodesOfWatch[old]?.removeAll { $0 == id }
    guard nodesOfWatch[old]?.isEmpty == true else { return nil }
    nodesOfWatch[old] = nil
    return old
  }

  /// The kernel dropped the watch by itself.
  mutating func dropWatch(_ watch: Int32) {
    for id in nodesOfWatch.removeValue(forKey: watch) ?? [] { nodes[id].watch = nil }
  }

  /// The instance that had them is gone.
  mutating func dropAllWatches() {
    for id in nodesOfWatch.values.joined() { nodes[id].watch = nil }
    nodesOfWatch = [:]
  }

  /// The highest folders that a scan did not meet.
  func unseen(in generation: Int) -> [ID] {
    var found: [ID] = []
    var open = [Self.top]
    while let id = open.popLast() {
      for child in nodes[id].children.values {
        if nodes[child].generation == generation { open.append(child) } else { found.append(child) }
      }
    }
    return found
  }
}
