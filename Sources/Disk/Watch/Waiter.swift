import CLinux

/// Waits for descriptors and for a moment.
enum Waiter {
  /// Which of them can be read. `exceptional` is waited for by its exceptional condition. Nil waits for ever.
  static func wait(for readable: [Int32], exceptional: Int32? = nil, until end: Moment?, from now: Moment) -> Set<Int32>
  {
    var waited = readable.map { linux_waited(descriptor: $0, is_exceptional: 0, is_ready: 0) }
    if let exceptional { waited.append(linux_waited(descriptor: exceptional, is_exceptional: 1, is_ready: 0)) }
    linux_wait(&waited, waited.count, end.map { max(0, ($0 - now).nanoseconds) } ?? -1)
    return Set(waited.filter { $0.is_ready != 0 }.map(\.descriptor))
  }
}
