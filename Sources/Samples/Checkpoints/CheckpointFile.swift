/// One file of weights on the disk, with what its name and its header say of the training.
package struct CheckpointFile: Hashable, Sendable {
  /// What its header says; read once for each version of the file.
  package struct Header: Hashable, Sendable {
    package var step: String?
    package var epoch: String?
    /// The name the trainer gave the run.
    package var outputName: String?

    package init(step: String? = nil, epoch: String? = nil, outputName: String? = nil) {
      self.step = step
      self.epoch = epoch
      self.outputName = outputName
    }
  }

  package var label: CheckpointLabel
  package var stamp: FileStamp
  package var header: Header
  /// Whether it lies where the run's trainer writes its checkpoints: then it is the run's whatever its name.
  package var isBesideRun: Bool
  /// Finds the file again; means nothing to anyone but who made it.
  package var place: Int
  package var path: RelativePath

  package init(
    label: CheckpointLabel, stamp: FileStamp, header: Header = Header(), isBesideRun: Bool = false, place: Int = 0,
    path: RelativePath
  ) {
    self.label = label
    self.stamp = stamp
    self.header = header
    self.isBesideRun = isBesideRun
    self.place = place
    self.path = path
  }

  /// The name's number counts before the header's: it is what the samples are named after.
  var step: String? { label.step ?? header.step }
  var epoch: String? { label.epoch ?? header.epoch }
}
