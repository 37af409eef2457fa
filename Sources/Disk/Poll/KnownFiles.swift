import Samples

/// The images of one polled folder with their versions, sorted by name and packed: a large share is a million of them.
struct KnownFiles: Equatable, Sendable {
  private struct Entry: Equatable {
    var name: Range<Int>
    var version: UInt64
  }

  private var arena: [UInt8] = []
  private var entries: [Entry] = []

  init() {}

  /// Of a name that comes twice the later one counts.
  init(_ files: [(name: ArraySlice<UInt8>, version: UInt64)]) {
    let order = files.indices.sorted { left, right in
      Self.precedes(files[left].name, files[right].name)
        || (left < right && files[left].name.elementsEqual(files[right].name))
    }
    for (place, index) in order.enumerated() {
      let next = place + 1 < order.count ? files[order[place + 1]].name : nil
      if next?.elementsEqual(files[index].name) != true { append(files[index].name, files[index].version) }
    }
  }

  init(_ batch: FileBatch) {
    self.init(batch.files.indices.map { (batch.name(of: $0), batch.files[$0].stamp.version) })
  }

  var count: Int { entries.count }

  var names: [[UInt8]] { entries.map { Array(arena[$0.name]) } }

  func version(of name: ArraySlice<UInt8>) -> UInt64? {
    var range = entries.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let entry = arena[entries[middle].name]
      if entry.elementsEqual(name) { return entries[middle].version }
      range = Self.precedes(entry, name) ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The names that are new or of another version in `found`, and those that are not in it.
  func difference(to found: KnownFiles) -> (changed: [[UInt8]], removed: [[UInt8]]) {
    var changed: [[UInt8]] = []
    var removed: [[UInt8]] = []
    merge(with: found) { old, new in
      if let old, new == nil { removed.append(Array(self.arena[old.name])) }
      if let new, new.version != old?.version { changed.append(Array(found.arena[new.name])) }
    }
    return (changed, removed)
  }

  /// Adds files, or gives them the versions they have there.
  mutating func update(with other: KnownFiles) {
    var result = KnownFiles()
    result.arena.reserveCapacity(arena.count + other.arena.count)
    merge(with: other) { old, new in
      if let new {
        result.append(other.arena[new.name], new.version)
      } else if let old {
        result.append(arena[old.name], old.version)
      }
    }
    self = result
  }

  mutating func remove(_ names: [[UInt8]]) {
    guard !names.isEmpty else { return }
    let gone = Set(names)
    var result = KnownFiles()
    for entry in entries where !gone.contains(Array(arena[entry.name])) {
      result.append(arena[entry.name], entry.version)
    }
    self = result
  }

  private mutating func append(_ name: ArraySlice<UInt8>, _ version: UInt64) {
    let start = arena.count
    arena += name
    entries.append(Entry(name: start..<arena.count, version: version))
  }

  /// Both in the order of their names; those of one name together.
  private func merge(with other: KnownFiles, _ body: (Entry?, Entry?) -> Void) {
    var left = 0
    var right = 0
    while left < entries.count || right < other.entries.count {
      let order = compare(left, other, right)
      body(order <= 0 ? entries[left] : nil, order >= 0 ? other.entries[right] : nil)
      if order <= 0 { left += 1 }
      if order >= 0 { right += 1 }
    }
  }

  /// The end comes after every name.
  private func compare(_ left: Int, _ other: KnownFiles, _ right: Int) -> Int {
    guard left < entries.count else { return 1 }
    guard right < other.entries.count else { return -1 }
    let names = (arena[entries[left].name], other.arena[other.entries[right].name])
    return names.0.elementsEqual(names.1) ? 0 : Self.precedes(names.0, names.1) ? -1 : 1
  }

  private static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
