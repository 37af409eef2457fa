internal import HTTP
internal import JSON
internal import Presets

/// `/api/presets`: the one thing that is kept.
struct PresetRoutes: Sendable {
  let store: PresetStore

  /// `GET /api/presets?training_run_id=`
  func list(_ request: Request) -> Reply {
    answer { () throws in
      let parameters = try QueryParameters(of: request, known: ["training_run_id"])
      let presets = try store.list(trainingRun: parameters.text("training_run_id"))
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
    answer { () throws in .preset(try store.read(id(of: request))) }
  }

  /// `POST /api/presets`
  func create(_ request: Request) -> Reply {
    answer { () throws in
      let preset = try store.create(PresetInput.parse(request.body))
      var response = Response.preset(preset, status: 201)
      response[header: "Location"] = "/api/presets/\(preset.id)"
      return response
    }
  }

  /// `PUT /api/presets/{id}`
  func replace(_ request: Request) -> Reply {
    answer { () throws in
      let input = try PresetInput.parse(request.body)
      return .preset(try store.replace(id(of: request), with: input, ifMatch: tags(request)))
    }
  }

  /// `DELETE /api/presets/{id}`
  func delete(_ request: Request) -> Reply {
    answer { () throws in
      try store.delete(id(of: request), ifMatch: tags(request))
      return Response(status: 204)
    }
  }

  private func id(of request: Request) -> String { request.parameter("id") ?? "" }

  private func tags(_ request: Request) -> [String]? {
    request.header("If-Match").map { [$0] }
  }

  private func answer(_ body: () throws -> Response) -> Reply {
    do {
      return .now(try body())
    } catch let error as PresetError {
      return .now(.failure(error))
    } catch let error as ValidationError {
      return .now(.error(400, "invalid_preset", error.description))
    } catch let error as ParameterError {
      return .now(.failure(error))
    } catch {
      return .now(.error(500, "internal", "The request could not be answered."))
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
