import Glibc
import Samples

/// Notices when the root goes, comes, or is another folder than before. An unmounted root or a renamed folder above it
/// is no event of any folder, so it is asked for every second: two system calls.
struct RootGuard {
  enum Finding: Equatable {
    case same
    /// `isFirst` when it was never there before.
    case came(isFirst: Bool)
    case gone(reason: String)
  }

  private static let period = Span.seconds(1)
  private static let reason = "the root folder is not there; mount it or make it again and it is read at once"

  private let root: Root
  private let mountTable: MountTableFile?
  private var mounts: MountTable
  private(set) var isAway = true
  private(set) var next = MonotonicClock.now()
  private var wasThere = false
  private var wasTold = false

  init(_ root: Root) {
    self.root = root
    mountTable = MountTableFile()
    mounts = MountTable(beneath: root.realPath(), table: mountTable)
  }

  var mountTableNumber: Int32? { mountTable?.number }

  func isDue(_ now: Moment) -> Bool { next <= now }

  mutating func check() -> Finding {
    next = MonotonicClock.now() + Self.period
    if root.isStillThere() { return isAway ? come() : .same }
    let isReplaced = (try? root.reopen()) != nil
    if isReplaced { return come() }
    isAway = true
    defer { wasTold = true }
    return wasTold ? .same : .gone(reason: Self.reason)
  }

  private mutating func come() -> Finding {
    defer {
      isAway = false
      wasTold = false
      wasThere = true
    }
    _ = haveMountsChanged()
    return .came(isFirst: !wasThere)
  }

  /// Whether anything was mounted or unmounted at or beneath the root since it was asked last.
  mutating func haveMountsChanged() -> Bool {
    let now = MountTable(beneath: root.realPath(), table: mountTable)
    defer { mounts = now }
    return now != mounts
  }
}

/// Looks now and then at what the links in the root lead to.
struct LinkCheck {
  private let period: Span
  private var signatures: [FolderTree.ID: Int] = [:]
  private(set) var next: Moment

  init(period: Span) {
    self.period = period
    next = MonotonicClock.now() + period
  }

  func isDue(_ now: Moment) -> Bool { next <= now }

  /// The folders whose links lead to something else than before. A folder asked for the first time is among them: what
  /// it led to when it was read is not known.
  mutating func changed(_ folders: [(FolderTree.ID, RelativePath)], in root: Root) -> [FolderTree.ID] {
    next = MonotonicClock.now() + period
    let old = signatures
    signatures = [:]
    for (id, path) in folders { signatures[id] = LinkSignature.of(path, in: root) }
    return signatures.filter { $0.value != old[$0.key] }.map(\.key)
  }
}
