import Catalog
import Disk
import JSON
import Samples

/// What is read from a whole folder: a line for each training run.
struct FolderInspection {
  let root: Root
  let rules: RunRules

  func lines() -> [[UInt8]] {
    let catalog = LiveCatalog()
    Scanner(root: root, rules: rules).run { catalog.apply($0) }
    return catalog.snapshot().runs.map { run in JSONWriter.bytes { write(run, to: &$0) } }
  }

  private func write(_ run: RunSnapshot, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("training_run", run.summary.id)
      writer.field("image_count", run.summary.imageCount)
      writer.field("problem_count", run.summary.problemCount)
      writer.key("dimensions")
      writer.array(of: run.dimensions()) { write($1, to: &$0) }
      writer.key("problems")
      writer.array(of: run.problems(limit: 100)) { writer, problem in
        writer.object { writer in
          writer.field("path", problem.path.description)
          writer.field("reason", problem.reason)
        }
      }
    }
  }

  private func write(_ dimension: DimensionDetail, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("name", dimension.name)
      writer.field("type", dimension.type.rawValue)
      writer.key("sources")
      writer.strings(dimension.sources.map(\.name))
      writer.key("values")
      writer.strings(dimension.values.map(\.value))
    }
  }
}
