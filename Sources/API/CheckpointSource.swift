package import Samples

/// Where the files of weights come from: the program gives the API the disk through this, as with `ImageSource`.
package protocol CheckpointSource: Sendable {
  /// All files that a run of this id may have.
  func files(ofRun id: String) -> [CheckpointFile]

  /// What is written in a file's header.
  func header(of file: CheckpointFile) -> CheckpointHeader
}

package struct CheckpointHeader: Hashable, Sendable {
  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// All pairs, in the order of the file.
  package var metadata: [Pair]
  /// What people compare, under plain names.
  package var training: [Pair]
  /// Why there is nothing, when something should be.
  package var problem: String?

  package init(metadata: [Pair] = [], training: [Pair] = [], problem: String? = nil) {
    self.metadata = metadata
    self.training = training
    self.problem = problem
  }
}

/// No folder of checkpoints.
package struct NoCheckpoints: CheckpointSource {
  package init() {}

  package func files(ofRun id: String) -> [CheckpointFile] { [] }

  package func header(of file: CheckpointFile) -> CheckpointHeader { CheckpointHeader() }
}
