/// Puts the files of a run and its samples together. Samples are named by checkpoint, by step or by epoch; a file's
/// header, which knows its step and its epoch, is the only bridge between them.
package struct CheckpointJoin: Sendable {
  /// What the samples of one training say of their checkpoints.
  package struct Samples: Sendable {
    /// The name the samples carry, for folders in which several trainings write; nil when they carry none.
    package var name: String?
    /// Values of `checkpoint`.
    package var checkpoints: [String] = []
    /// Values of `step`, with the epoch of those samples that name both.
    package var steps: [(step: String, epoch: String?)] = []
    /// Values of `epoch` of samples that name no step.
    package var epochs: [String] = []

    package init(name: String? = nil) { self.name = name }
  }

  /// Every checkpoint of the run, in the order of the training.
  package static func list(files: [CheckpointFile], samples: [Samples], runID: String) -> [Checkpoint] {
    let own = files.filter { belongs($0, samples, runID) }
    var checkpoints: [Checkpoint] = []
    for file in newestOfEachName(own) {
      let groups = samples.filter { $0.name == nil || samples.count == 1 || names(of: file).contains($0.name!) }
      checkpoints.append(
        Checkpoint(
          name: file.label.name, step: file.step, epoch: file.epoch, isFinal: file.label.isFinal,
          hasSamples: groups.contains { $0.cover(file) }, file: file))
    }
    for group in samples { group.appendMissing(to: &checkpoints, among: samples.count) }
    return checkpoints.sorted(by: Checkpoint.precedes)
  }

  /// Beside the run, or of its name: that of the samples' checkpoints, the one in the samples' names, or the run's own.
  private static func belongs(_ file: CheckpointFile, _ samples: [Samples], _ runID: String) -> Bool {
    if file.isBesideRun { return true }
    var wanted = Set(samples.compactMap(\.name))
    for checkpoint in samples.flatMap(\.checkpoints) { wanted.insert(CheckpointName(checkpoint).base) }
    if let last = runID.split(separator: "/").last { wanted.insert(String(last)) }
    return !wanted.isDisjoint(with: names(of: file))
  }

  private static func names(of file: CheckpointFile) -> Set<String> {
    Set([file.label.base, file.label.name, file.header.outputName].compactMap { $0 }.filter { !$0.isEmpty })
  }

  /// A copy elsewhere is the same checkpoint.
  private static func newestOfEachName(_ files: [CheckpointFile]) -> [CheckpointFile] {
    var newest: [String: CheckpointFile] = [:]
    for file in files {
      let isNewer = newest[file.label.name].map { $0.stamp.modified < file.stamp.modified } ?? true
      if isNewer { newest[file.label.name] = file }
    }
    return Array(newest.values)
  }
}

extension CheckpointJoin.Samples {
  fileprivate func cover(_ file: CheckpointFile) -> Bool {
    if checkpoints.contains(file.label.name) { return true }
    if let step = file.step, steps.contains(where: { $0.step == step }) { return true }
    return file.epoch.map(epochs.contains) ?? false
  }

  /// Adds what only samples tell of.
  fileprivate func appendMissing(to checkpoints: inout [Checkpoint], among groupCount: Int) {
    let known = checkpoints.filter { groupCount == 1 || isMine($0) }
    var mine = known
    for value in self.checkpoints where !known.contains(where: { $0.name == value }) {
      let name = CheckpointName(value)
      mine.append(
        Checkpoint(name: value, step: name.step, epoch: name.epoch, isFinal: name.isFinal, hasSamples: true))
    }
    for (step, epoch) in steps where !mine.contains(where: { $0.step == step }) {
      mine.append(Checkpoint(name: label("step \(step)", groupCount), step: step, epoch: epoch, hasSamples: true))
    }
    for epoch in epochs where !mine.contains(where: { $0.epoch == epoch }) {
      mine.append(Checkpoint(name: label("epoch \(epoch)", groupCount), epoch: epoch, hasSamples: true))
    }
    checkpoints += mine.dropFirst(known.count)
  }

  private func isMine(_ checkpoint: Checkpoint) -> Bool {
    guard let name, let file = checkpoint.file else { return checkpoint.file == nil ? false : name == nil }
    return file.label.base == name || file.header.outputName == name
  }

  /// There is no file to take a name from, and trainers name theirs in several ways.
  private func label(_ text: String, _ groupCount: Int) -> String {
    guard groupCount > 1, let name else { return text }
    return "\(name) \(text)"
  }
}
