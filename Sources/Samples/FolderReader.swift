/// The runs that the config names, as functions from a folder's path to its place; without any, runs are discovered.
package struct RunRules: Sendable {
  package typealias Rule = @Sendable (_ folder: String) -> Placement?

  package static let discovery = RunRules([])

  private let configured: [Rule]

  package init(_ configured: [Rule]) { self.configured = configured }

  package var areConfigured: Bool { !configured.isEmpty }

  func placements(of folder: RelativePath, discovered: DiscoveredFolder) -> [Placement] {
    guard areConfigured else {
      return SimpleTunerLayout.areCopies(folder) ? [] : [Placement(run: discovered.run, dimensions: discovered.values)]
    }
    let path = folder.description
    return configured.compactMap { $0(path) }.map { $0.completed(by: discovered.values) }
  }
}

extension Placement {
  /// What the config's patterns do not name, the path may.
  fileprivate func completed(by values: [DimensionValue]) -> Placement {
    var placement = self
    let named = Set(dimensions.map(\.name))
    placement.dimensions += values.filter { !named.contains($0.name) }
    return placement
  }
}

/// Reads the names of one folder: where its images belong, and what each name says. Pure.
package struct FolderReader: Sendable {
  package let placements: [Placement]
  private let layout: (any Layout)?
  private let grid: AxisGrid.Place?
  private let parts: [String]

  /// `grid` is the folder's place in a grid that has a list of its axes, which says more than any name.
  package init(folder: RelativePath, layout index: Int?, rules: RunRules, grid: AxisGrid.Place? = nil) {
    parts = Self.parts(of: folder)
    layout = index.map { Layouts.all[$0] }
    self.grid = grid
    let discovered = grid?.folder ?? layout?.place(parts) ?? DiscoveredFolder(parts: parts)
    placements = rules.placements(of: folder, discovered: discovered)
  }

  /// The tool whose naming most of the folder's names follow.
  package var tool: String? { layout?.tool }

  /// The names of one folder as they are written; the census of all of them chooses the layout.
  package static func parts(of folder: RelativePath) -> [String] {
    folder.components.map { DisplayName.text(of: $0) }
  }

  /// Adds an image with the values that its name gives.
  package func add(_ name: ArraySlice<UInt8>, stamp: FileStamp, to batch: inout FileBatch) {
    batch.addFile(name: name, stamp: stamp)
    let stem = ImageFileName.stem(name)
    if let grid {
      for meaning in grid.meanings(of: stem) ?? [] {
        batch.addValue(DimensionValue(meaning.name, meaning.value, .filename))
      }
    } else if let reading = layout?.read(stem, in: parts) {
      add(reading, to: &batch)
    } else {
      QueryName.read(stem, into: &batch)
    }
  }

  private func add(_ reading: NameReading, to batch: inout FileBatch) {
    for value in reading.values {
      batch.addValue(value.name, value.text)
    }
    if let taken = reading.taken { batch.setTaken(taken) }
    if reading.isContactSheet { batch.markContactSheet() }
  }
}
