/// Who has logged in. Kept in memory: the names are random and worth nothing after a restart, and the token never
/// travels again. Pure: the time is given.
struct Sessions {
  static let seconds = 30 * 24 * 3600
  private static let capacity = 1024

  private var ends: [String: UInt64] = [:]

  mutating func open(at now: UInt64) -> String {
    ends = ends.filter { $0.value > now }
    if ends.count >= Self.capacity, let oldest = ends.min(by: { $0.value < $1.value }) { ends[oldest.key] = nil }
    var random = SystemRandomNumberGenerator()
    let name = (0..<4).map { _ in String(random.next(), radix: 36) }.joined()
    ends[name] = now + UInt64(Self.seconds) * 1000
    return name
  }

  func isOpen(_ name: String, at now: UInt64) -> Bool { ends[name].map { $0 > now } ?? false }
}
