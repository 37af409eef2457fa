internal import Catalog
internal import HTTP
internal import JSON
internal import Samples

/// `/api/training-runs`: what there is to look at.
struct TrainingRunRoutes: Sendable {
  let catalog: LiveCatalog

  /// `GET /api/training-runs`
  func list(_ request: Request) -> Reply {
    answer(request) { _, snapshot in
      JSONWriter.bytes { writer in
        writer.object { writer in
          writer.key("training_runs")
          writer.array(of: snapshot.runs) { writer, run in
            writer.object { writer in
              writer.fields(of: run.summary)
              writer.key("dimensions")
              writer.strings(run.summary.dimensions)
            }
          }
        }
      }
    }
  }

  /// `GET /api/training-runs/{id}`
  func detail(_ request: Request) -> Reply {
    answer(request) { request, snapshot in
      guard let run = snapshot.run(of: request) else { return nil }
      return JSONWriter.bytes { writer in
        writer.object { writer in
          writer.fields(of: run.summary)
          writer.key("dimensions")
          writer.array(of: run.dimensions()) { $0.write($1) }
          writer.key("scan")
          writer.write(snapshot.progress)
          writer.key("problems")
          writer.array(of: run.problems(limit: 100)) { $0.write($1) }
          writer.key("contact_sheets")
          writer.array(of: run.contactSheets()) { $0.write($1) }
        }
      }
    }
  }

  /// Neither route takes parameters; nil stands for a run that is not there.
  private func answer(_ request: Request, _ body: (Request, CatalogSnapshot) -> [UInt8]?) -> Reply {
    do throws(ParameterError) {
      _ = try QueryParameters(of: request, known: [])
      return .now(body(request, catalog.snapshot()).map { .fresh($0) } ?? .unknownRun)
    } catch {
      return .now(.failure(error))
    }
  }
}

extension CatalogSnapshot {
  /// The run that the route's `{id}` names. An id is text: a path that is not UTF-8 was made text before.
  func run(of request: Request) -> RunSnapshot? { request.parameter("id").flatMap { run($0) } }
}

extension Response {
  /// An answer that holds for this moment only.
  static func fresh(_ json: [UInt8]) -> Response {
    var response = Response.json(json)
    response[header: "Cache-Control"] = "no-cache"
    return response
  }
}

extension JSONWriter {
  fileprivate mutating func fields(of run: RunSummary) {
    field("id", run.id)
    field("name", run.id)
    field("state", run.state.rawValue)
    field("revision", run.revision)
    field("image_count", run.imageCount)
    field("problem_count", run.problemCount)
    field("newest_image_at", run.newestImage.map { Timestamp(nanoseconds: $0).description })
  }

  fileprivate mutating func write(_ dimension: DimensionDetail) {
    object { writer in
      writer.field("name", dimension.name)
      writer.field("type", dimension.type.rawValue)
      writer.key("sources")
      writer.strings(dimension.sources.map(\.name))
      writer.key("values")
      writer.array(of: dimension.values) { writer, value in
        writer.object { writer in
          writer.field("value", value.value)
          writer.field("count", value.count)
        }
      }
    }
  }

  fileprivate mutating func write(_ progress: ScanProgress) {
    object { writer in
      writer.field("done", progress.done)
      writer.field("total", progress.total)
    }
  }

  fileprivate mutating func write(_ problem: PathProblem) {
    object { writer in
      writer.field("path", problem.path.description)
      writer.field("reason", problem.reason)
    }
  }
}
