/// What every response says, errors too. A handler that sets one of them itself has its way.
enum SecurityHeaders {
  static let all: [(name: StaticString, value: StaticString)] = [
    (
      "Content-Security-Policy",
      """
      default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; connect-src 'self'; \
      object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'
      """
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]

  static func missing(in headers: [HeaderField]) -> some Sequence<(name: StaticString, value: StaticString)> {
    all.lazy.filter { header in
      !headers.contains { field in
        field.name.utf8.count == header.name.utf8CodeUnitCount
          && ASCII.equalIgnoringCase(field.name, header.name.description)
      }
    }
  }
}
