/// What a request says its body is.
enum MediaType {
  static func isJSON(_ contentType: String?) -> Bool { essence(contentType, "application/json") }

  static func isForm(_ contentType: String?) -> Bool { essence(contentType, "application/x-www-form-urlencoded") }

  /// The type without its parameters.
  private static func essence(_ contentType: String?, _ expected: String) -> Bool {
    guard let contentType else { return false }
    return ASCII.equalIgnoringCase(ASCII.trimmed(contentType.prefix { $0 != ";" }), expected)
  }

  static func unsupported(_ expected: String) -> Response {
    .error(415, "unsupported_media_type", "The body must be \(expected), and Content-Type must say so.")
  }
}
