internal import Catalog
internal import HTTP

/// The one place where errors become answers.
extension Response {
  static let unknownRun = error(404, "not_found", "There is no training run with this id.")

  static let unknownImage = error(404, "not_found", "There is no image at this path.")

  static func failure(_ error: CatalogError) -> Response {
    .error(400, error.code, "\(error.message); \(error.hint)")
  }

  static func failure(_ failure: ImageSourceError) -> Response {
    switch failure {
    case .notFound: unknownImage
    case .notAnImage: error(422, "not_an_image", "The file's content is not a PNG, JPEG or WebP image.")
    case .unreadable(let reason): error(422, "unreadable_image", "The image cannot be read: \(reason)")
    }
  }

  static func failure(_ failure: ParameterError) -> Response {
    error(400, failure.code, failure.message)
  }
}
