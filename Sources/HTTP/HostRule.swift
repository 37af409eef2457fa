internal import CMicroHTTPD
internal import Glibc

/// Which `Host` a request may carry. A page of another site whose name was made to point at this machine (DNS rebinding)
/// carries that site's name; an IP address cannot be rebound.
struct HostRule: Sendable {
  private let allowed: Set<String>

  init(allowedHosts: [String], machine: String = HostRule.machineName()) {
    let machine = machine.lowercased()
    let short = machine.prefix { $0 != "." }
    allowed = Set(allowedHosts.map { Self.name($0) } + [machine, String(short), "\(short).local", "localhost"])
  }

  /// A request without `Host` comes from no browser.
  func allows(_ host: String?) -> Bool {
    guard let host else { return true }
    let name = Self.name(host)
    return allowed.contains(name) || name.hasSuffix(".localhost") || Self.isAddress(name)
  }

  /// Lower case, without port and without the dot that ends a full name.
  static func name(_ host: String) -> String {
    var name = host.lowercased()[...]
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]"),
      name[colon...].dropFirst().allSatisfy(\.isNumber),
      name.hasPrefix("[") || name.firstIndex(of: ":") == colon
    {
      name = name[..<colon]
    }
    return String(name.hasSuffix(".") ? name.dropLast() : name)
  }

  private static func isAddress(_ name: String) -> Bool {
    var room = [UInt8](repeating: 0, count: 16)
    if name.hasPrefix("["), name.hasSuffix("]") {
      return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &room) == 1
    }
    return inet_pton(AF_INET, name, &room) == 1
  }

  static func machineName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
