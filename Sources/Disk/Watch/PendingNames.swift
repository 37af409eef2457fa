/// The names in watched folders that must be looked at: at once, or when what is being written has had time.
struct PendingNames: Sendable {
  typealias ID = FolderTree.ID

  /// A file whose end is not known to be written.
  struct Doubt: Hashable, Sendable {
    /// When nothing had happened to it for so long, it is taken as it is.
    static let patience = Span.seconds(10)
    private static let longestDelay = Span.seconds(2)

    var due: Moment
    var delay: Span
    /// Since then nothing happened to it.
    var since: Moment

    init(now: Moment, delay: Span) {
      since = now
      due = now + delay
      self.delay = delay
    }

    func again(_ now: Moment) -> Doubt {
      var next = Doubt(now: now, delay: min(delay * 2, Self.longestDelay))
      next.since = since
      return next
    }
  }

  /// One folder's names to be looked at now.
  struct Work: Equatable, Sendable {
    var folder: ID
    /// Their writers are done with them.
    var certain: Set<[UInt8]> = []
    var doubtful: [[UInt8]: Doubt] = [:]

    func slices(of size: Int) -> [Work] {
      guard certain.count > size else { return [self] }
      let names = Array(certain)
      return stride(from: 0, to: names.count, by: size).map { start in
        Work(
          folder: folder, certain: Set(names[start..<min(start + size, names.count)]),
          doubtful: start == 0 ? doubtful : [:])
      }
    }
  }

  private var certain: [ID: Set<[UInt8]>] = [:]
  private var doubtful: [ID: [[UInt8]: Doubt]] = [:]
  private var nextDoubt: Moment?
  private(set) var certainCount = 0

  var isEmpty: Bool { certain.isEmpty && doubtful.isEmpty }

  /// When the next doubt is due.
  var nextDue: Moment? { nextDoubt }

  mutating func addCertain(_ name: [UInt8], in folder: ID) {
    doubtful[folder]?[name] = nil
    if doubtful[folder]?.isEmpty == true { doubtful[folder] = nil }
    if certain[folder, default: []].insert(name).inserted { certainCount += 1 }
  }

  mutating func addDoubt(_ doubt: Doubt, _ name: [UInt8], in folder: ID) {
    if certain[folder]?.remove(name) != nil { certainCount -= 1 }
    if certain[folder]?.isEmpty == true { certain[folder] = nil }
    doubtful[folder, default: [:]][name] = doubt
    nextDoubt = nextDoubt.map { min($0, doubt.due) } ?? doubt.due
  }

  /// Like `addDoubt`, but what was heard of the file meanwhile has the last word.
  mutating func addHeld(_ doubt: Doubt, _ name: [UInt8], in folder: ID) {
    guard certain[folder]?.contains(name) != true, doubtful[folder]?[name] == nil else { return }
    addDoubt(doubt, name, in: folder)
  }

  func doubts(_ name: [UInt8], in folder: ID) -> Bool { doubtful[folder]?[name] != nil }

  mutating func forget(_ folder: ID) {
    certainCount -= certain.removeValue(forKey: folder)?.count ?? 0
    doubtful[folder] = nil
  }

  mutating func takeDue(_ now: Moment) -> [Work] {
    var work = certain.mapValues { Work(folder: 0, certain: $0) }
    certain = [:]
    certainCount = 0
    if let nextDoubt, nextDoubt <= now { takeDoubts(now, &work) }
    return work.map { Work(folder: $0, certain: $1.certain, doubtful: $1.doubtful) }.sorted { $0.folder < $1.folder }
  }

  private mutating func takeDoubts(_ now: Moment, _ work: inout [ID: Work]) {
    nextDoubt = nil
    for (folder, names) in doubtful {
      let due = names.filter { $0.value.due <= now }
      let rest = names.filter { $0.value.due > now }
      if !due.isEmpty { work[folder, default: Work(folder: folder)].doubtful = due }
      doubtful[folder] = rest.isEmpty ? nil : rest
      if let first = rest.values.map(\.due).min() { nextDoubt = nextDoubt.map { min($0, first) } ?? first }
    }
  }
}
