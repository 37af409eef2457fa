/// What a folder's path says by itself, without the config: the run that its images belong to, and dimension values.
///
/// Every part of the path is one of three things: a checkpoint-named folder gives its base name to the run and
/// `checkpoint`, `step` or `epoch` to its images; a `key=value` folder gives values only; any other is part of the
/// run's name.
package struct DiscoveredFolder: Hashable, Sendable {
  package static let rootRun = "(root)"

  package private(set) var runParts: [String] = []
  package private(set) var values: [DimensionValue] = []

  package init(_ path: RelativePath) {
    self.init(parts: path.components.map { DisplayName.text(of: $0) })
  }

  package init(parts: some Sequence<String>) {
    for part in parts { add(part) }
  }

  package var run: String { runParts.isEmpty ? Self.rootRun : runParts.joined(separator: "/") }

  private mutating func add(_ part: String) {
    if let checkpoint = CheckpointName(folderName: part) {
      runParts.append(checkpoint.base)
      set(checkpoint)
    } else if QueryName.matches(Array(part.utf8)[...]) {
      for pair in QueryName.pairs(of: Array(part.utf8)[...]) { set(pair.name, pair.value) }
    } else {
      runParts.append(part)
    }
  }

  private mutating func set(_ checkpoint: CheckpointName) {
    values.removeAll { ["step", "epoch"].contains($0.name) }
    set(CheckpointName.dimension, checkpoint.name)
    if let step = checkpoint.step { set("step", step) }
    if let epoch = checkpoint.epoch { set("epoch", epoch) }
  }

  /// The folder nearest to the image has the last word.
  package mutating func set(_ name: String, _ value: String) {
    values.removeAll { $0.name == name }
    values.append(DimensionValue(name, value, .folder))
  }
}
