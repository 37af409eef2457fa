/// The entries of a tape while it is written: an array asks at every step whether it is its only owner, which took a fifth
/// of the scanning.
struct JSONTapeBuffer: ~Copyable {
  private var entries: UnsafeMutableBufferPointer<JSONTape.Entry>
  private(set) var count = 0

  init(capacity: Int) { entries = .allocate(capacity: capacity) }

  deinit { entries.deallocate() }

  var all: [JSONTape.Entry] { Array(entries[..<count]) }

  subscript(index: Int) -> JSONTape.Entry {
    get { entries[index] }
    set { entries[index] = newValue }
  }

  @inline(__always) mutating func append(_ entry: JSONTape.Entry) {
    if count == entries.count { grow() }
    entries.initializeElement(at: count, to: entry)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<JSONTape.Entry>.allocate(capacity: entries.count * 2)
    _ = larger.moveInitialize(fromContentsOf: entries)
    entries.deallocate()
    entries = larger
  }
}
