/// Where a folder's images belong: the run, and the dimension values that hold for every image in the folder.
package struct Placement: Hashable, Sendable {
  /// The training run's id, which is its name.
  package var run: String
  package var dimensions: [DimensionValue]
  package var problems: [String]
  /// Types the config gives to dimensions of the run; the same in every placement of one run.
  package var types: [String: DimensionType]

  package init(
    run: String, dimensions: [DimensionValue] = [], problems: [String] = [], types: [String: DimensionType] = [:]
  ) {
    self.run = run
    self.dimensions = dimensions
    self.problems = problems
    self.types = types
  }
}

/// One step from what was known of the disk to what is there now. The disk side writes these, the catalog reads them.
package enum FileChange: Sendable {
  /// All images of one folder (not of the folders in it): replaces what was known of it.
  case folder(RelativePath, in: [Placement], FileBatch)
  /// Images added to one folder, or replaced by name, and names that are gone. The placements are those the folder's
  /// last `.folder` had: when they change, the whole folder is sent.
  case files(RelativePath, in: [Placement], FileBatch, removed: [[UInt8]])
  /// A folder and everything beneath it is gone.
  case removed(RelativePath)
  /// How far the scan, or the reading of embedded text, has come. `done == total` says ready.
  case progress(ScanProgress)
  /// The root cannot be read: what was known is kept and marked, not thrown away.
  case unavailable(reason: String)
}

package struct ScanProgress: Hashable, Sendable {
  package var done: Int
  package var total: Int
  package var isReady: Bool

  package init(done: Int, total: Int, isReady: Bool) {
    self.done = done
    self.total = total
    self.isReady = isReady
  }
}
