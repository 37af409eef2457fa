internal import CMicroHTTPD
internal import Glibc

/// How often a client may guess. Pure: the time is given.
struct FailureLimit {
  private struct Entry {
    var failures: Int
    var end: UInt64
  }

  static let failures = 10
  static let windowMilliseconds: UInt64 = 60_000
  /// Of clients remembered, so that guessing from many addresses costs bounded memory.
  private static let capacity = 4096

  private var entries: [String: Entry] = [:]

  /// How many seconds the client must wait; nil when it may try.
  func wait(_ client: String, at now: UInt64) -> Int? {
    guard let entry = entries[Self.key(client)], entry.failures >= Self.failures, entry.end > now else { return nil }
    return Int((entry.end - now + 999) / 1000)
  }

  mutating func failed(_ client: String, at now: UInt64) {
    if entries.count >= Self.capacity { entries = entries.filter { $0.value.end > now } }
    if entries.count >= Self.capacity { entries.removeAll() }
    let fresh = Entry(failures: 0, end: now + Self.windowMilliseconds)
    let key = Self.key(client)
    var entry = entries[key].flatMap { $0.end > now ? $0 : nil } ?? fresh
    entry.failures += 1
    entries[key] = entry
  }

  /// One IPv6 client has a whole /64 to guess from.
  private static func key(_ client: String) -> String {
    var address = [UInt8](repeating: 0, count: 16)
    guard client.contains(":"), inet_pton(AF_INET6, client, &address) == 1 else { return client }
    return address.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
  }
}
