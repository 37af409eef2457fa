/// How long a request's body is, told from its head. libmicrohttpd takes `Transfer-Encoding` together with
/// `Content-Length`, and several lengths; where a proxy before us would choose otherwise, a second request could be
/// smuggled in the body of the first.
struct Framing {
  let hasBody: Bool
  /// The answer to a head that is refused; the connection is closed after it.
  let refusal: Response?

  /// A body over the limit is refused at once only if it is longer than `readLimit`, see `Exchange`.
  init(_ headers: HeaderFields, bodyLimit: Int, readLimit: Int) {
    let lengths = headers.all("Content-Length")
    let codings = headers.all("Transfer-Encoding")
    hasBody = !codings.isEmpty || lengths.contains { $0 != "0" }
    refusal =
      Self.refusal(lengths, codings) ?? Self.refusal(lengths, bodyLimit, readLimit)
      ?? Self.refusal(hostCount: headers.count("Host"))
      ?? Self.refusal(characters: headers)
  }

  private static func refusal(_ lengths: [String], _ codings: [String]) -> Response? {
    if lengths.count > 1 { return malformed("The request has several Content-Length headers.") }
    if !lengths.isEmpty, !codings.isEmpty { return malformed("The request has Transfer-Encoding and Content-Length.") }
    if codings.count > 1 || codings.contains(where: { !ASCII.equalIgnoringCase($0, "chunked") }) {
      return malformed("The only Transfer-Encoding that is understood is chunked.")
    }
    return nil
  }

  private static func refusal(_ lengths: [String], _ bodyLimit: Int, _ readLimit: Int) -> Response? {
    guard let text = lengths.first else { return nil }
    guard let length = ASCII.decimal(text) else { return malformed("The Content-Length is no number.") }
    return length > readLimit ? tooLarge(bodyLimit) : nil
  }

  private static func refusal(hostCount: Int) -> Response? {
    hostCount > 1 ? malformed("The request has several Host headers.") : nil
  }

  private static func refusal(characters headers: HeaderFields) -> Response? {
    if !headers.namesAreTokens { return malformed("The name of a header has a character that no name has.") }
    return headers.haveCarriageReturn ? malformed("A header has a carriage return inside.") : nil
  }

  private static func malformed(_ message: String) -> Response { .error(400, "bad_request", message) }

  static func tooLarge(_ limit: Int) -> Response {
    .error(413, "body_too_large", "A request body may have \(limit) bytes at most.")
  }
}
