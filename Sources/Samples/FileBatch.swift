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

  package private(set) var arena: [UInt8] = []
  package private(set) var dimensions: [[UInt8]] = []
  package private(set) var files: [File] = []
  package private(set) var values: [Value] = []
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
    return addValue(index, source, appendText)
  }

  @discardableResult
  private mutating func addValue(
    _ index: Int, _ source: DimensionSource, _ appendText: (inout [UInt8]) -> Void
  ) -> Bool {
    let file = files.count - 1
    let isKnown = values[files[file].values].contains { $0.dimension == index && $0.source == source }
    guard !isKnown else { return false }
    let start = arena.count
    appendText(&arena)
    values.append(Value(dimension: index, source: source, text: start..<arena.count))
    files[file].values = files[file].values.lowerBound..<values.count
    return true
  }

  @discardableResult
  package mutating func addValue(_ value: DimensionValue) -> Bool {
    var (name, text) = (value.name, value.value)
    let index = name.withUTF8 { self.index(of: $0) }
    return text.withUTF8 { text in addValue(index, value.source) { $0.append(contentsOf: text) } }
  }

  @discardableResult
  package mutating func addValue(
    _ dimension: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ source: DimensionSource
  ) -> Bool {
    let index = index(of: UnsafeBufferPointer(start: dimension.utf8Start, count: dimension.utf8CodeUnitCount))
    return addValue(index, source) { $0.append(contentsOf: text) }
  }

  mutating func addValue(_ dimension: StaticName, _ text: ArraySlice<UInt8>) {
    var name = dimension.rawValue
    let index = name.withUTF8 { self.index(of: $0) }
    addValue(index, .filename) { $0.append(contentsOf: text) }
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

  /// A folder has few dimensions and its files name them in the same order, so the one behind the last is tried first,
  /// then all from the front: quicker than hashing.
  private mutating func index(of dimension: UnsafeBufferPointer<UInt8>) -> Int {
    let next = lastIndex + 1
    lastIndex =
      next < dimensions.count && Self.isName(dimensions[next], dimension)
      ? next : dimensions.firstIndex { Self.isName($0, dimension) } ?? dimensions.count
    if lastIndex == dimensions.count { dimensions.append(Array(dimension)) }
    return lastIndex
  }

  private static func isName(_ name: [UInt8], _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == other.count, let start = other.baseAddress else { return name.isEmpty && other.isEmpty }
    return name.withUnsafeBytes { memcmp($0.baseAddress!, start, other.count) == 0 }
  }
}
