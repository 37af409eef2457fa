internal import Catalog
internal import HTTP
internal import Presets
internal import Thumbnails

/// The one place where errors become answers.
extension Response {
  static let unknownRun = error(404, "not_found", "There is no training run with this id.")

  static let unknownCheckpoint = error(404, "not_found", "The training run has no checkpoint of this name.")

  private static var beingWritten: Response {
    var response = error(503, "being_written", "The image is being written; ask again in a moment.")
    response[header: "Retry-After"] = "1"
    return response
  }

  static let unknownImage = error(404, "not_found", "There is no image at this path.")

  static func failure(_ error: CatalogError) -> Response {
    .error(400, error.code, "\(error.message); \(error.hint)")
  }

  static func failure(_ failure: ImageSourceError) -> Response {
    switch failure {
    case .notFound: unknownImage
    case .notAnImage: error(422, "not_an_image", "The file's content is not a PNG, JPEG or WebP image.")
    case .beingWritten: beingWritten
    case .unreadable(let reason): error(422, "unreadable_image", "The image cannot be read: \(reason)")
    }
  }

  static func failure(_ failure: ThumbnailError) -> Response {
    let code =
      switch failure {
      case .tooLarge: "image_too_large"
      case .damaged, .incomplete, .unreadable: "unreadable_image"
      }
    return error(422, code, "The image cannot be read: \(failure)")
  }

  static let internalError = error(500, "internal", "The request could not be answered.")

  static func failure(_ failure: PresetError) -> Response {
    let status =
      switch failure.code {
      case .notFound: 404
      case .preconditionFailed: 412
      case .full: 507
      default: 503
      }
    let remedy = failure.remedy.isEmpty ? "" : "; \(failure.remedy)"
    return error(status, failure.apiCode, failure.message + remedy)
  }

  static func failure(_ failure: ParameterError) -> Response {
    error(400, failure.code, failure.message)
  }
}
