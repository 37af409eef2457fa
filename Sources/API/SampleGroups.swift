internal import Catalog
internal import Samples

extension RunSnapshot {
  /// More names than this are no trainings that share a folder.
  private static let maximumNames = 64

  /// What the run's samples say of their checkpoints, for each training that writes into the run's folder.
  func sampleGroups() -> [CheckpointJoin.Samples] {
    let names = dimension(StaticName.name.rawValue)?.values.map(\.value) ?? []
    guard names.count > 1, names.count <= Self.maximumNames else {
      return [samples(named: names.first, among: [])]
    }
    let unnamed = CheckpointJoin.Samples()
    let named = names.map { samples(named: $0, among: [DimensionFilter(StaticName.name.rawValue, [$0])]) }
    return named.isEmpty ? [unnamed] : named
  }

  private func samples(named name: String?, among filters: [DimensionFilter]) -> CheckpointJoin.Samples {
    var samples = CheckpointJoin.Samples(name: name)
    samples.checkpoints = values(of: CheckpointName.dimension, filters)
    let both = stepsAndEpochs(filters)
    let epochOfStep = Dictionary(both.map { ($0.step, $0.epoch) }) { first, _ in first }
    samples.steps = values(of: "step", filters).map { ($0, epochOfStep[$0]) }
    let withStep = Set(both.map(\.epoch))
    samples.epochs = values(of: "epoch", filters).filter { !withStep.contains($0) }
    return samples
  }

  private func values(of dimension: String, _ filters: [DimensionFilter]) -> [String] {
    guard summary.dimensions.contains(dimension) else { return [] }
    let window = GridWindow(xCount: 0)
    return (try? grid(GridRequest(x: dimension, filters: filters, window: window)))?.x?.values ?? []
  }

  /// The pairs that samples with both have. An epoch of those is no checkpoint of its own: there may be many steps
  /// in it. Where there are too many to ask, every epoch is held to be such a one.
  private func stepsAndEpochs(_ filters: [DimensionFilter]) -> [(step: String, epoch: String)] {
    guard summary.dimensions.contains("step"), summary.dimensions.contains("epoch") else { return [] }
    guard let grid = try? grid(GridRequest(x: "step", y: "epoch", filters: filters)), let x = grid.x, let y = grid.y
    else { return values(of: "epoch", filters).map { ("", $0) } }
    var pairs: [(step: String, epoch: String)] = []
    for row in 0..<grid.rows.count {
      for column in 0..<grid.columns.count where grid.imageIndex(row: row, column: column, position: 0) != nil {
        pairs.append((x.values[column], y.values[row]))
      }
    }
    return pairs
  }
}
