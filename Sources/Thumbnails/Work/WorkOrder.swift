/// What is to be made, in which order, and who waits for it. Pure: time is given.
///
/// A user who scrolled on wants what was asked for last; but among what was asked for together, the first comes first,
/// or the first of a grid's pictures would be its last. So requests without a pause between them form a burst; the
/// newest burst goes first, and a burst goes in its own order.
struct WorkOrder<Key: Hashable> {
  typealias Ticket = Int

  private struct Job {
    var waiters: [Ticket]
    var burst: Int
    var isRunning = false
  }

  private struct Burst {
    var name: Int
    var keys: [Key]
    var next = 0
  }

  /// Milliseconds without a request that end a burst. A browser asks for what it shows within a few.
  static var pause: Int { 150 }

  private var jobs: [Key: Job] = [:]
  private var keys: [Ticket: Key] = [:]
  /// The newest last. A key may stand in several; only the one that its job names counts.
  private var bursts: [Burst] = []
  private var burstCount = 0
  private var ticketCount = 0
  private var lastRequest = Int.min / 2

  private(set) var waitingCount = 0

  init() {}

  /// Whether somebody waits for the same already is told by `isNew`.
  mutating func add(_ key: Key, now: Int) -> (ticket: Ticket, isNew: Bool) {
    ticketCount += 1
    keys[ticketCount] = key
    let isNew = jobs[key] == nil
    let burst = burst(at: now)
    if isNew { waitingCount += 1 }
    var job = jobs[key] ?? Job(waiters: [], burst: 0)
    job.waiters.append(ticketCount)
    if !job.isRunning, job.burst != burst {
      job.burst = burst
      bursts[bursts.count - 1].keys.append(key)
    }
    jobs[key] = job
    return (ticketCount, isNew)
  }

  private mutating func burst(at now: Int) -> Int {
    defer { lastRequest = now }
    if bursts.isEmpty || now - lastRequest >= Self.pause {
      burstCount += 1
      bursts.append(Burst(name: burstCount, keys: []))
    }
    return bursts[bursts.count - 1].name
  }

  /// What to begin with now.
  mutating func next() -> Key? {
    while let burst = bursts.last {
      guard burst.next < burst.keys.count else {
        bursts.removeLast()
        continue
      }
      bursts[bursts.count - 1].next += 1
      let key = burst.keys[burst.next]
      guard var job = jobs[key], !job.isRunning, job.burst == burst.name else { continue }
      job.isRunning = true
      jobs[key] = job
      waitingCount -= 1
      return key
    }
    return nil
  }

  /// Nobody waits with this ticket any more. What nobody waits for is not begun. Answers whether it was dropped.
  mutating func cancel(_ ticket: Ticket) -> Bool {
    guard let key = keys.removeValue(forKey: ticket), var job = jobs[key] else { return false }
    job.waiters.removeAll { $0 == ticket }
    let isDropped = job.waiters.isEmpty && !job.isRunning
    jobs[key] = isDropped ? nil : job
    if isDropped { waitingCount -= 1 }
    return isDropped
  }

  /// Those who wait for what is now done.
  mutating func finish(_ key: Key, now: Int) -> [Ticket] {
    let waiters = jobs.removeValue(forKey: key)?.waiters ?? []
    for ticket in waiters { keys[ticket] = nil }
    return waiters
  }
}
