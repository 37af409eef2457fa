internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// Which `Host` a request may carry. A page of another site whose name was made to point at this machine (DNS rebinding)
/// carries that site's name; an IP address cannot be rebound.
final class HostRule: Sendable {
  private let allowed: Set<String>
  /// Clients name the same host with every request, and the answer depends on nothing else.
  private let lastAllowed = Mutex<String?>(nil)

  init(allowedHosts: [String], machine: String = HostRule.machineName()) {
    let machine = machine.lowercased()
    let short = machine.prefix { $0 != "." }
    allowed = Set(allowedHosts.map { Self.name($0) } + [machine, String(short), "\(short).local", "localhost"])
  }

  /// A request without `Host` comes from no browser.
  func allows(_ host: String?) -> Bool {
    guard let host else { return true }
    if lastAllowed.withLock({ $0 == host }) { return true }
    guard isAllowed(name: Self.name(host)) else { return false }
    lastAllowed.withLock { $0 = host }
    return true
  }

  private func isAllowed(name: String) -> Bool {
    Self.isAddress(name) || allowed.contains(name) || name.hasSuffix(".localhost")
  }

  /// Lower case, without port and without the dot that ends a full name.
  static func name(_ host: String) -> String {
    var name = host.utf8[...]
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), isPort(name[colon...].dropFirst()),
      name.first == UInt8(ascii: "[") || name.firstIndex(of: UInt8(ascii: ":")) == colon
    {
      name = name[..<colon]
    }
    if name.last == UInt8(ascii: ".") { name = name.dropLast() }
    // Almost every host comes in lower case, and making it so costs more than the look.
    let isLower = name.allSatisfy { ASCII.lowercase($0) == $0 }
    return isLower ? String(Substring(name)) : Substring(name).lowercased()
  }

  /// A colon inside the brackets of an IPv6 address is followed by more than digits.
  private static func isPort(_ text: Substring.UTF8View) -> Bool {
    text.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isAddress(_ name: String) -> Bool {
    var room = in6_addr()
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
