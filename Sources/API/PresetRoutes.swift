internal import Dispatch
internal import HTTP
internal import JSON
internal import Presets

/// `/api/presets`: the one thing that is kept.
///
/// All of it happens on a queue of its own: a write waits for the disk, and up to five seconds for another program's
/// lock, which the few threads that answer requests must not.
struct PresetRoutes: Sendable {
  private let store: PresetStore
  private let queue = DispatchQueue(label: "presets")

  init(store: PresetStore) { self.store = store }

  /// `GET /api/presets?training_run_id=`
  func list(_ request: Request) -> Reply {
    answer(request, known: ["training_run_id"]) { parameters throws in
      let presets = try store.list(trainingRun: parameters.nonEmptyText("training_run_id"))
      return .json(
        JSONWriter.bytes { writer in
          writer.object { writer in
            writer.key("presets")
            writer.array(of: presets) { $1.json.write(to: &$0) }
          }
        })
    }
  }

  /// `GET /api/presets/{id}`
  func read(_ request: Request) -> Reply {
    answer(request) { _ throws in .preset(try store.read(id(of: request))) }
  }

  /// `POST /api/presets`
  func create(_ request: Request) -> Reply {
    answer(request) { _ throws in
      let preset = try store.create(PresetInput.parse(request.body))
      var response = Response.preset(preset, status: 201)
      response[header: "Location"] = "/api/presets/\(preset.id)"
      return response
    }
  }

  /// `PUT /api/presets/{id}`
  func replace(_ request: Request) -> Reply {
    answer(request) { _ throws in
      let input = try PresetInput.parse(request.body)
      return .preset(try store.replace(id(of: request), with: input, ifMatch: request.ifMatch))
    }
  }

  /// `DELETE /api/presets/{id}`
  func delete(_ request: Request) -> Reply {
    answer(request) { _ throws in
      try store.delete(id(of: request), ifMatch: request.ifMatch)
      return Response(status: 204)
    }
  }

  private func id(of request: Request) -> String { request.parameter("id") ?? "" }

  private func answer(
    _ request: Request, known: Set<String> = [], _ body: @escaping @Sendable (QueryParameters) throws -> Response
  ) -> Reply {
    .later { respond in
      queue.async { respond(Self.response { try body(QueryParameters(of: request, known: known)) }) }
      return .none
    }
  }

  private static func response(_ body: () throws -> Response) -> Response {
    do {
      return try body()
    } catch let error as PresetError {
      return .failure(error)
    } catch let error as ValidationError {
      return .error(400, "invalid_preset", error.description)
    } catch let error as ParameterError {
      return .failure(error)
    } catch {
      return .internalError
    }
  }
}

extension Response {
  fileprivate static func preset(_ preset: Preset, status: Int = 200) -> Response {
    var response = Response.json(JSONWriter.bytes { preset.json.write(to: &$0) }, status: status)
    response[header: "ETag"] = preset.etag
    response[header: "Cache-Control"] = "no-cache"
    return response
  }
}
