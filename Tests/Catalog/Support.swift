import Catalog
import Samples
import Testing

/// An image as tests write it: the values are read from a query-encoded name and given besides.
struct TestImage {
  var name: [UInt8]
  var values: [DimensionValue]
  var modified: Int64
  var taken: Int64?
  var isContactSheet = false
  var problem: String?

  init(
    _ name: String, _ values: [DimensionValue] = [], modified: Int64 = 1, taken: Int64? = nil,
    isContactSheet: Bool = false, problem: String? = nil
  ) {
    self.init(bytes: Array(name.utf8), named(name) + values, modified: modified)
    self.taken = taken
    self.isContactSheet = isContactSheet
    self.problem = problem
  }

  init(bytes: [UInt8], _ values: [DimensionValue], modified: Int64 = 1) {
    name = bytes
    self.values = values
    self.modified = modified
  }
}

private func named(_ name: String) -> [DimensionValue] {
  name.split(separator: "&").compactMap { part in
    let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return sides.count == 2 ? DimensionValue(String(sides[0]), String(sides[1]), .filename) : nil
  }
}

extension FileBatch {
  init(_ images: [TestImage]) {
    self.init()
    for image in images {
      addFile(name: image.name[...], stamp: FileStamp(modified: image.modified, size: 10, inode: 1))
      for value in image.values { addValue(value) }
      if let taken = image.taken { setTaken(taken) }
      if image.isContactSheet { markContactSheet() }
      if let problem = image.problem { addProblem(problem) }
    }
  }
}

extension FileChange {
  static func folder(
    _ path: String, run: String = "run", _ images: [TestImage], constants: [DimensionValue] = []
  ) -> FileChange {
    .folder(RelativePath(path), in: [Placement(run: run, dimensions: constants)], FileBatch(images))
  }

  static func files(
    _ path: String, run: String = "run", _ images: [TestImage] = [], constants: [DimensionValue] = [],
    removed: [String] = []
  ) -> FileChange {
    .files(
      RelativePath(path), in: [Placement(run: run, dimensions: constants)], FileBatch(images),
      removed: removed.map { Array($0.utf8) })
  }
}

extension LiveCatalog {
  convenience init(_ changes: FileChange...) {
    self.init()
    apply(changes)
  }

  func run(_ id: String = "run") throws -> RunSnapshot { try #require(snapshot().run(id)) }
}

extension Grid {
  /// What stands in each place, `name×height`, or "-": rows, columns, positions.
  var shown: [[[String]]] {
    rows.indices.map { row in
      columns.indices.map { column in
        (0..<positionCount).map { position in
          imageIndex(row: row - rows.lowerBound, column: column - columns.lowerBound, position: position)
            .map { title(images[$0]) } ?? "-"
        }
      }
    }
  }

  private func title(_ image: Image) -> String {
    image.image.path.description + (image.count == 1 ? "" : "×\(image.count)")
  }
}

/// The whole of a catalog as a reader sees it, apart from revisions.
func contents(_ catalog: LiveCatalog) throws -> [String] {
  try catalog.snapshot().runs.flatMap { run in
    let summary = run.summary
    var lines = ["run \(summary.id) \(summary.imageCount) \(summary.problemCount) \(summary.newestImage ?? -1)"]
    lines += run.dimensions().map { "\($0)" }
    lines += run.problems(limit: .max).map { "\($0)" }
    lines += run.contactSheets().map(line)
    lines += try run.images([], limit: .max / 4).images.map(line)
    let (x, y) = (summary.dimensions.first, summary.dimensions.dropFirst().first)
    let grid = try run.grid(GridRequest(x: x, y: y, window: GridWindow(xCount: 300, yCount: 300)))
    return lines + ["\(grid.shown) \(grid.unplaced)"]
  }
}

/// By hand: Swift's own description of a structure takes longer than all else in these tests.
private func line(_ image: ImageEntry) -> String {
  let values = image.dimensions.map { $0.name + "=" + $0.value + "/" + $0.source.name }
  let sheet = image.isContactSheet ? " sheet " : " "
  return image.path.description + sheet + String(image.version) + " " + String(image.modified) + " "
    + values.joined(separator: "&") + image.problems.joined(separator: "; ")
}
