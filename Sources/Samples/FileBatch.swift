internal import Glibc

/// Sample images of one folder with their dimension values, packed: names and values lie in one byte arena and each
/// dimension's name is kept once. A million images cost a few array growths instead of millions of strings.
package struct FileBatch: Sendable {
  package struct File: Sendable {
    package var name: Range<Int>
    /// Indices into `values`.
    package var values: Range<Int>
    package var stamp: FileStamp
    /// When the image was made, if its name or its text says so (nanoseconds since 1970); else the file's own time
    /// decides which of a stack is the newest.
    package var taken: Int64?
    /// A bitmap of a whole X/Y/Z grid: kept out of the cells, listed apart.
    package var isContactSheet = false
  }

  package struct Value: Sendable {
    /// An index into `dimensions`.
    package var dimension: Int
    package var source: DimensionSource
    /// Where it stands in the arena: in the same place as the value of an image before when it is the same.
    package var text: Range<Int>
  }

  package struct Problem: Hashable, Sendable {
    /// An index into `files`; nil when the folder itself has the problem.
    package var file: Int?
    package var reason: String

    package init(file: Int?, reason: String) {
      self.file = file
      self.reason = reason
    }
  }

  private struct Column {
    /// Where the last value stands.
    var lastText = 0..<0
    /// The place in the program of the name, when it was last named so: that of a literal says as much as its bytes.
    var literal: UInt = 0
  }

  package private(set) var arena: [UInt8] = []
  package private(set) var dimensions: [[UInt8]] = []
  package private(set) var files: [File] = []
  package private(set) var values: [Value] = []
  /// By dimension.
  private var columns: [Column] = []
  package var problems: [Problem] = []
  /// That of the dimension named last.
  private var lastIndex = -1

  package init() {}

  /// `bytes` are those of names and values together.
  package mutating func reserve(files count: Int, bytes: Int) {
    files.reserveCapacity(count)
    arena.reserveCapacity(bytes)
  }

  /// Starts an image; the values added from here on are its own.
  package mutating func addFile(name: ArraySlice<UInt8>, stamp: FileStamp) {
    let start = arena.count
    arena.append(contentsOf: name)
    files.append(File(name: start..<arena.count, values: values.count..<values.count, stamp: stamp))
  }

  /// A value of the image added last. Each source may name a dimension once, its first value stays and `false` says it
  /// was there already; what several sources say is settled by `Precedence` when the folder's own values are known too.
  @discardableResult
  package mutating func addValue(
    dimension: ArraySlice<UInt8>, source: DimensionSource, appendText: (inout [UInt8]) -> Void
  ) -> Bool {
    let index = dimension.withUnsafeBufferPointer { self.index(of: $0) }
    guard isNew(index, source) else { return false }
    let start = arena.count
    appendText(&arena)
    add(index, source, start..<arena.count)
    return true
  }

  @discardableResult
  package mutating func addValue(_ value: DimensionValue) -> Bool {
    var (name, text) = (value.name, value.value)
    let index = name.withUTF8 { self.index(of: $0) }
    return text.withUTF8 { addValue(index, value.source, $0) }
  }

  @discardableResult
  package mutating func addValue(
    _ dimension: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource
  ) -> Bool {
    addValue(index(of: dimension), source, text)
  }

  mutating func addValue(_ dimension: StaticName, _ text: ArraySlice<UInt8>) {
    var name = dimension.rawValue
    let index = name.withUTF8 { self.index(of: $0) }
    text.withUnsafeBufferPointer { _ = addValue(index, .filename, $0) }
  }

  /// Most values are those of the image before, and are neither copied nor looked up again then.
  private mutating func addValue(
    _ index: Int, _ source: DimensionSource, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard isNew(index, source) else { return false }
    var place = columns[index].lastText
    if !isText(at: place, text) {
      place = arena.count..<(arena.count + text.count)
      arena.append(contentsOf: text)
    }
    add(index, source, place)
    return true
  }

  private func isText(at place: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard place.count == text.count, let start = text.baseAddress, place.count > 0 else { return false }
    return arena.withUnsafeBytes { memcmp($0.baseAddress! + place.lowerBound, start, place.count) == 0 }
  }

  private func isNew(_ index: Int, _ source: DimensionSource) -> Bool {
    var place = files[files.count - 1].values.lowerBound
    while place < values.count {
      if values[place].dimension == index, values[place].source == source { return false }
      place += 1
    }
    return true
  }

  private mutating func add(_ index: Int, _ source: DimensionSource, _ text: Range<Int>) {
    columns[index].lastText = text
    values.append(Value(dimension: index, source: source, text: text))
    let file = files.count - 1
    files[file].values = files[file].values.lowerBound..<values.count
  }

  package mutating func setTaken(_ time: Int64) { files[files.count - 1].taken = time }

  package mutating func markContactSheet() { files[files.count - 1].isContactSheet = true }

  /// A problem of the image added last.
  package mutating func addProblem(_ reason: String) {
    problems.append(Problem(file: files.count - 1, reason: reason))
  }

  package func name(of file: Int) -> ArraySlice<UInt8> { arena[files[file].name] }

  /// The values of one image as text: for tests and for single images, not for the scan.
  package func dimensionValues(of file: Int) -> [DimensionValue] {
    values[files[file].values].map { value in
      DimensionValue(
        String(decoding: dimensions[value.dimension], as: UTF8.self),
        String(decoding: arena[value.text], as: UTF8.self), value.source)
    }
  }

  private mutating func index(of dimension: StaticString) -> Int {
    let literal = UInt(bitPattern: dimension.utf8Start)
    let next = lastIndex + 1
    if next < columns.count, columns[next].literal == literal {
      lastIndex = next
    } else {
      let name = UnsafeBufferPointer(start: dimension.utf8Start, count: dimension.utf8CodeUnitCount)
      columns[index(of: name)].literal = literal
    }
    return lastIndex
  }

  /// A folder has few dimensions and its files name them in the same order, so the one behind the last is tried first,
  /// then all from the front: quicker than hashing.
  private mutating func index(of dimension: UnsafeBufferPointer<UInt8>) -> Int {
    let next = lastIndex + 1
    lastIndex =
      next < dimensions.count && Self.isName(dimensions[next], dimension)
      ? next : dimensions.firstIndex { Self.isName($0, dimension) } ?? dimensions.count
    if lastIndex == dimensions.count {
      dimensions.append(Array(dimension))
      columns.append(Column())
    }
    return lastIndex
  }

  private static func isName(_ name: [UInt8], _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == other.count, let start = other.baseAddress else { return name.isEmpty && other.isEmpty }
    return name.withUnsafeBytes { memcmp($0.baseAddress!, start, other.count) == 0 }
  }
}
