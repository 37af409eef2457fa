/// What happened, or what to be told of: the bits of inotify(7).
struct EventMask: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  static let modified = EventMask(rawValue: 0x2)
  static let attributes = EventMask(rawValue: 0x4)
  static let closedAfterWriting = EventMask(rawValue: 0x8)
  static let movedFrom = EventMask(rawValue: 0x40)
  static let movedTo = EventMask(rawValue: 0x80)
  static let created = EventMask(rawValue: 0x100)
  static let deleted = EventMask(rawValue: 0x200)
  static let selfDeleted = EventMask(rawValue: 0x400)
  static let selfMoved = EventMask(rawValue: 0x800)
  static let unmounted = EventMask(rawValue: 0x2000)
  static let overflowed = EventMask(rawValue: 0x4000)
  /// The watch is gone: removed, or its folder is.
  static let ignored = EventMask(rawValue: 0x8000)
  static let onlyFolders = EventMask(rawValue: 0x0100_0000)
  /// No events of files that have no name any more.
  static let excludingUnlinked = EventMask(rawValue: 0x0400_0000)
  static let isFolder = EventMask(rawValue: 0x4000_0000)

  /// Whether a file's content is another one now: written, put there, or taken away.
  var endsAWrite: Bool { !isDisjoint(with: [.closedAfterWriting, .movedTo, .movedFrom, .deleted]) }

  /// What a folder is watched for. Without IN_OPEN and IN_CLOSE_NOWRITE: our own reading would fill the queue.
  static let ofFolder: EventMask = [
    .modified, .attributes, .closedAfterWriting, .movedFrom, .movedTo, .created, .deleted, .selfDeleted, .selfMoved,
    .onlyFolders, .excludingUnlinked,
  ]
}

/// One event as the kernel gave it.
struct WatchEvent: Hashable, Sendable {
  /// −1 when the queue overflowed.
  var watch: Int32
  var mask: EventMask
  /// The same in both halves of a rename.
  var cookie: UInt32 = 0
  /// Empty when the event is of the watched folder itself.
  var name: [UInt8] = []
}
