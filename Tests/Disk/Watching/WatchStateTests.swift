import Samples
import Testing

@testable import Disk

/// Events in, actions out, without a kernel. The tree: `a` (watch 2) with `b` (3) in it, `run1` (4) and `run10` (5);
/// the root is watch 1.
struct WatchStateTests {
  private var state = WatchState()
  private let ids: [String: FolderTree.ID]

  init() {
    var ids = ["": FolderTree.top]
    state.setWatch(1, of: FolderTree.top, isScan: true)
    for (watch, path) in [(2, "a"), (3, "a/b"), (4, "run1"), (5, "run10")] {
      let id = state.node(at: FolderScan.Place(path: RelativePath(path)))!
      state.setWatch(Int32(watch), of: id, isScan: true)
      ids[path] = id
    }
    self.ids = ids
  }

  private static func event(_ watch: Int32, _ mask: EventMask, _ name: String = "", cookie: UInt32 = 0) -> WatchEvent {
    WatchEvent(watch: watch, mask: mask, cookie: cookie, name: Array(name.utf8))
  }

  private static let now = Moment(nanoseconds: 0)

  private mutating func hear(_ events: [WatchEvent]) -> [WatchState.Action] {
    for event in events { state.handle(event, at: Self.now) }
    state.endEvents()
    return state.takeActions()
  }

  struct FileCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var masks: [EventMask]
    var name = "x.png"
    var isCertain: Bool
    var isDoubtful = false
  }

  @Test(arguments: [
    FileCase(testDescription: "closed", masks: [.created, .modified, .closedAfterWriting], isCertain: true),
    FileCase(testDescription: "being written", masks: [.created, .modified], isCertain: false, isDoubtful: true),
    FileCase(testDescription: "created only", masks: [.created], isCertain: false, isDoubtful: true),
    FileCase(
      testDescription: "opened anew", masks: [.closedAfterWriting, .modified], isCertain: false, isDoubtful: true),
    FileCase(testDescription: "renamed into place", masks: [.movedTo], isCertain: true),
    FileCase(testDescription: "deleted while written", masks: [.created, .modified, .deleted], isCertain: true),
    FileCase(testDescription: "attributes", masks: [.attributes], isCertain: true),
    FileCase(
      testDescription: "attributes while written", masks: [.created, .attributes], isCertain: false, isDoubtful: true),
    FileCase(testDescription: "no image", masks: [.modified, .closedAfterWriting], name: "x.gif", isCertain: false),
    FileCase(
      testDescription: "beside an image", masks: [.modified, .closedAfterWriting], name: "x.txt", isCertain: true),
    FileCase(testDescription: "maybe a link to a folder", masks: [.movedTo], name: "current", isCertain: true),
    FileCase(testDescription: "hidden", masks: [.created, .closedAfterWriting], name: ".x.png", isCertain: false),
  ])
  func files(_ file: FileCase) {
    var test = self
    let actions = test.hear(file.masks.map { Self.event(2, $0, file.name) })
    #expect(actions.isEmpty)
    let work = test.state.takeNames(Self.now + .seconds(60))
    let name = Array(file.name.utf8)
    #expect(work.contains { $0.folder == ids["a"] && $0.certain == [name] } == file.isCertain)
    #expect(work.contains { $0.folder == ids["a"] && $0.doubtful[name] != nil } == file.isDoubtful)
  }

  @Test func doubtIsLookedAtLater() {
    var test = self
    _ = test.hear([Self.event(2, .created, "x.png")])
    #expect(test.state.takeNames(Self.now).isEmpty)
    #expect(test.state.names.nextDue! > Self.now)
    #expect(test.state.takeNames(test.state.names.nextDue!).count == 1)
    #expect(test.state.names.isEmpty)
  }

  /// Of a move that was lost (`b` out of `a`) only the next is heard: `a` into `b`. Hung there, the two would hold each
  /// other and have no place.
  @Test func aFolderThatMovesIntoOneBeneathItIsScannedAnew() throws {
    var test = self
    let actions = test.hear([
      Self.event(1, [.movedFrom, .isFolder], "a", cookie: 7), Self.event(3, [.movedTo, .isFolder], "a", cookie: 7),
    ])
    #expect(actions.contains(.rescan))
    #expect(!test.state.tree.isUsed(try #require(ids["a"])))
    #expect(!test.state.tree.isUsed(try #require(ids["a/b"])))
    #expect(test.state.tree.find(RelativePath("run1")) == ids["run1"])
  }

  @Test func aNewFolderIsEntered() throws {
    var test = self
    let actions = test.hear([Self.event(2, [.created, .isFolder], "new")])
    let id = try #require(test.state.tree.find(RelativePath("a/new")))
    #expect(actions == [.enter(id)])
    #expect(test.hear([Self.event(2, [.created, .isFolder], ".tmp")]).isEmpty)
  }

  /// The node keeps its watch and all beneath it, under its new name; its neighbour with a longer name stays.
  @Test func aRenamedFolderIsHungElsewhere() {
    var test = self
    let run = ids["run1"]!
    let actions = test.hear([
      Self.event(1, [.movedFrom, .isFolder], "run1", cookie: 7), Self.event(2, [.movedTo, .isFolder], "z", cookie: 7),
    ])
    #expect(actions == [.removed(RelativePath("run1")), .enter(run)])
    #expect(test.state.tree.place(of: run)?.path == RelativePath("a/z"))
    #expect(test.state.tree.find(RelativePath("run10")) == ids["run10"])
    _ = test.hear([Self.event(4, .closedAfterWriting, "x.png")])
    #expect(test.state.takeNames(Self.now).map(\.folder) == [run])
  }

  @Test func aFolderThatLeavesIsForgotten() {
    var test = self
    let actions = test.hear([Self.event(1, [.movedFrom, .isFolder], "a", cookie: 7)])
    #expect(actions == [.removed(RelativePath("a")), .unwatch(2), .unwatch(3)])
    #expect(test.state.tree.count == 3)
    #expect(test.hear([Self.event(3, .closedAfterWriting, "x.png")]).isEmpty)
    #expect(test.state.names.isEmpty)
  }

  @Test func aDeletedTreeLeavesNothing() {
    var test = self
    let actions = test.hear([
      Self.event(2, .closedAfterWriting, "x.png"), Self.event(3, .selfDeleted), Self.event(3, .ignored),
      Self.event(2, [.deleted, .isFolder], "b"), Self.event(2, .selfDeleted), Self.event(2, .ignored),
      Self.event(1, [.deleted, .isFolder], "a"),
    ])
    #expect(actions == [.removed(RelativePath("a/b")), .removed(RelativePath("a"))])
    #expect(test.state.names.isEmpty)
    #expect(test.state.tree.watchCount == 3)
  }

  /// Where a node stands, another folder may stand by now: what it is shows when it is watched again.
  @Test func aFolderOfTheSameNameIsEnteredDeep() throws {
    var test = self
    let a = ids["a"]!
    _ = test.hear([Self.event(1, [.created, .isFolder], "a")])
    test.state.setWatch(9, of: a, isScan: false)
    test.state.enterBeneath(a, [FolderScan.Place(path: RelativePath("a/b"))])
    #expect(test.state.takeActions() == [.unwatch(2), .enter(ids["a/b"]!)])
  }

  /// One folder under two paths: what happens in it happens in both.
  @Test func aLinkedFolderHasTwoNodes() throws {
    var test = self
    let node = test.state.node(at: FolderScan.Place(path: RelativePath("l"), isLink: true))
    let link = try #require(node)
    test.state.setWatch(4, of: link, isScan: true)
    _ = test.hear([Self.event(4, .closedAfterWriting, "x.png")])
    #expect(Set(test.state.takeNames(Self.now).map(\.folder)) == [ids["run1"]!, link])
    #expect(test.hear([Self.event(1, .deleted, "l")]) == [.removed(RelativePath("l"))])
    #expect(test.state.tree.nodes(of: 4) == [ids["run1"]!])
  }

  @Test func overflowAndRootEvents() {
    var test = self
    #expect(test.hear([Self.event(-1, .overflowed)]) == [.rescan])
    #expect(test.state.overflowCount == 1)
    #expect(test.hear([Self.event(1, .selfMoved)]) == [.checkRoot])
    #expect(test.hear([Self.event(1, .unmounted), Self.event(1, .ignored)]) == [.checkRoot])
    #expect(test.hear([Self.event(77, .created, "x.png")]).isEmpty)
  }

  /// A scan may hand out late what it read early, so what was reported beside it is looked at again.
  @Test func whatHappensDuringAScanIsRepeated() {
    var test = self
    test.state.beginScan()
    for (path, id) in ids where path != "run10" { test.state.setWatch(test.state.tree[id].watch, of: id, isScan: true) }
    _ = test.hear([Self.event(2, .closedAfterWriting, "x.png"), Self.event(2, [.deleted, .isFolder], "b")])
    #expect(test.state.takeNames(Self.now).count == 1)
    #expect(test.state.endScan() == [ids["run10"]!])
    #expect(test.state.takeNames(Self.now).map(\.certain) == [[Array("x.png".utf8)]])
    #expect(test.state.takeActions() == [.removed(RelativePath("a/b"))])
  }

  /// A thousand folders come and go: nodes are used again.
  @Test func churnCostsNothing() {
    var test = self
    for round in 0..<1000 {
      _ = test.hear([Self.event(2, [.created, .isFolder], "n\(round)")])
      let id = test.state.tree.find(RelativePath("a/n\(round)"))!
      test.state.setWatch(Int32(100 + round), of: id, isScan: false)
      _ = test.hear([
        Self.event(Int32(100 + round), .created, "x.png"), Self.event(2, [.deleted, .isFolder], "n\(round)"),
      ])
      #expect(id < 8)
    }
    #expect(test.state.tree.count == 5)
    #expect(test.state.isIdle)
  }
}
