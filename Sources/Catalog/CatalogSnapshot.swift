package import Samples

/// All training runs at one moment. A value that never changes; what two of them have in common they share.
package struct CatalogSnapshot: Sendable {
  /// In natural order of their names.
  package let runs: [RunSnapshot]
  package let state: RunState
  package let progress: ScanProgress
  /// Why the root cannot be read, while `state` is `unavailable`.
  package let unavailableReason: String?
  let byKey: [[UInt8]: RunSnapshot]

  init() {
    runs = []
    state = .scanning
    progress = ScanProgress(done: 0, total: 0, isReady: false)
    unavailableReason = nil
    byKey = [:]
  }

  /// `runs` is nil when they are as they were.
  init(
    replacing old: CatalogSnapshot, with runs: [[UInt8]: RunSnapshot]?, _ state: RunState, _ progress: ScanProgress,
    _ unavailableReason: String?
  ) {
    byKey = runs ?? old.byKey
    self.runs =
      runs.map { $0.values.sorted { NaturalOrder.precedes($0.summary.id, $1.summary.id) } } ?? old.runs
    self.state = state
    self.progress = progress
    self.unavailableReason = unavailableReason
  }

  package func run(_ id: String) -> RunSnapshot? { byKey[Array(id.utf8)] }

  /// The image at `path` in every run that has it; empty when no run has.
  package func images(at path: RelativePath) -> [(run: RunSnapshot, image: ImageEntry)] {
    runs.compactMap { run in run.image(at: path).map { (run, $0) } }
  }
}
