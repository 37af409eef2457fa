internal import Catalog
internal import HTTP
internal import JSON
internal import Samples

/// `/api/training-runs/{id}/checkpoints`: the files of a training and its samples, put together.
struct CheckpointRoutes: Sendable {
  let catalog: LiveCatalog
  let source: any CheckpointSource

  /// `GET /api/training-runs/{id}/checkpoints`
  func list(_ request: Request) -> Reply {
    answer(request) { checkpoints in
      JSONWriter.bytes { writer in
        writer.array(of: checkpoints) { writer, checkpoint in writer.object { $0.fields(of: checkpoint) } }
      }
    }
  }

  /// `GET /api/training-runs/{id}/checkpoints/{name}`
  func detail(_ request: Request) -> Reply {
    answer(request) { checkpoints in
      guard let name = request.parameter("name"), let checkpoint = checkpoints.first(where: { $0.name == name }) else {
        return nil
      }
      let header = checkpoint.file.map { source.header(of: $0) } ?? CheckpointHeader()
      return JSONWriter.bytes { writer in
        writer.object { writer in
          writer.fields(of: checkpoint)
          writer.pairs("training", header.training)
          writer.pairs("metadata", header.metadata)
          writer.field("problem", header.problem)
        }
      }
    }
  }

  /// Nil from `body` stands for a checkpoint that is not there.
  private func answer(_ request: Request, _ body: ([Checkpoint]) -> [UInt8]?) -> Reply {
    do throws(ParameterError) {
      _ = try QueryParameters(of: request, known: [])
      guard let run = catalog.snapshot().run(of: request) else { return .now(.unknownRun) }
      let id = run.summary.id
      let checkpoints = CheckpointJoin.list(files: source.files(ofRun: id), samples: run.sampleGroups(), runID: id)
      return .now(body(checkpoints).map { .fresh($0) } ?? .unknownCheckpoint)
    } catch {
      return .now(.failure(error))
    }
  }
}

extension JSONWriter {
  fileprivate mutating func fields(of checkpoint: Checkpoint) {
    field("name", checkpoint.name)
    number("step", checkpoint.step)
    number("epoch", checkpoint.epoch)
    field("final", checkpoint.isFinal)
    field("size", checkpoint.file?.stamp.size)
    field("modified_at", checkpoint.file.map { Timestamp(nanoseconds: $0.stamp.modified).description })
    field("has_samples", checkpoint.hasSamples)
    field("has_file", checkpoint.file != nil)
  }

  /// A whole number as it was written, without leading zeros; null when there is none.
  private mutating func number(_ name: String, _ digits: String?) {
    key(name)
    let isWhole = digits.map { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? false
    if let digits, isWhole { raw(CheckpointName.withoutLeadingZeros(digits.utf8).utf8) } else { null() }
  }

  fileprivate mutating func pairs(_ name: String, _ pairs: [CheckpointHeader.Pair]) {
    key(name)
    object { writer in
      var written: Set<String> = []
      for pair in pairs where written.insert(pair.name).inserted { writer.field(pair.name, pair.value) }
    }
  }
}
