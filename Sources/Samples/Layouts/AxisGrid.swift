/// infinity-grid and SwarmUI's grids: below the folder of the grid one folder for each axis and the file for the last,
/// each named by a key. What the keys mean, and in which order the axes stand, only the grid's own list says.
package struct AxisGrid: Hashable, Sendable {
  package struct Meaning: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What each key means.
  package typealias Axis = [String: [Meaning]]

  package var axes: [Axis]

  package init(axes: [Axis]) { self.axes = axes }

  /// A folder of the grid. `grid` are the parts of the path of the grid's own folder, `levels` those below it. Nil when
  /// they are not keys of the axes: then the folder only lies there.
  package func place(_ grid: [String], _ levels: [String]) -> Place? {
    guard levels.count < axes.count else { return nil }
    // The page that belongs to the grid finds the images by the axes in their order. The reverse is only taken where
    // nothing else fits.
    for axes in [axes, axes.reversed()] {
      let meanings = zip(axes, levels).map { $0[$1] }
      if meanings.allSatisfy({ $0 != nil }) { return Place(grid, meanings.flatMap { $0 ?? [] }, axes, levels.count) }
    }
    return nil
  }

  package struct Place: Sendable {
    let folder: DiscoveredFolder
    /// The axis whose keys are the files' names; nil above the last level, where only the page's own pictures lie.
    private let files: Axis?

    fileprivate init(_ grid: [String], _ meanings: [Meaning], _ axes: [Axis], _ level: Int) {
      var folder = DiscoveredFolder(parts: grid)
      for meaning in meanings { folder.set(meaning.name, meaning.value) }
      self.folder = folder
      files = level == axes.count - 1 ? axes[level] : nil
    }

    func meanings(of stem: ArraySlice<UInt8>) -> [Meaning]? { files?[stem.text] }
  }
}
