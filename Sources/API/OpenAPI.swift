internal import HTTP

/// The description of the API, kept as the JSON file that it is.
enum OpenAPI {
  static func document(_ request: Request) -> Reply { .now(.fresh(PackageResources.openapi_json)) }
}
