import API
import Disk
import Metadata
import Samples

/// The checkpoints of the configured folders and beside the runs, for the API.
struct CheckpointFiles: CheckpointSource {
  let folders: CheckpointFolders

  func files(ofRun id: String) -> [CheckpointFile] { folders.files(ofRun: id) }

  func header(of file: CheckpointFile) -> CheckpointHeader {
    do throws(SafetensorsProblem) {
      let metadata = try folders.metadata(of: file)
      return CheckpointHeader(
        metadata: metadata.pairs.map { .init($0.name, $0.value) },
        training: metadata.trainingFigures.map { .init($0.name, $0.value) })
    } catch {
      return CheckpointHeader(problem: error.reason)
    }
  }
}
