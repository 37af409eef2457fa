/// Whether a request that writes comes from a page of ours, or from no page at all.
enum OriginRule {
  static func allows(_ request: Request) -> Bool {
    // Pages cannot set it. It is told only over TLS and to loopback; a proxy that renames the host leaves it right.
    if let site = request.header("Sec-Fetch-Site") { return site == "same-origin" || site == "none" }
    guard let origin = request.header("Origin") else { return true }
    guard let separator = origin.firstRange(of: "://"), let host = request.host else { return false }
    let scheme = origin[..<separator.lowerBound].lowercased()
    return withoutPort(origin[separator.upperBound...], of: scheme) == withoutPort(host[...], of: scheme)
  }

  private static func withoutPort(_ host: Substring, of scheme: String) -> String {
    let host = host.lowercased()
    let port = scheme == "https" ? ":443" : ":80"
    return host.hasSuffix(port) ? String(host.dropLast(port.count)) : host
  }
}
