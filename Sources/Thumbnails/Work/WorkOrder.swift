/// What is to be made, in which order, and who waits for it. Pure: time is given.
///
/// A user who scrolled on wants what was asked for last; but among what was asked for together, the first comes first,
/// or the first of a grid's pictures would be its last. So requests without a pause between them form a burst; the
/// newest burst goes first, and a burst goes in its own order.
///
/// A browser keeps a few requests open and asks for one more with each answer. When pictures take long there are pauses
/// between those too, and yet nobody scrolled: a burst of no more requests than there were answers follows the one
/// before, else the requests that wait for longest would wait until all is done.
struct WorkOrder<Key: Hashable> {
  typealias Ticket = Int

  private struct Job {
    var waiters: [Ticket]
    var burst: Int
    var isRunning = false
  }

  private struct Burst {
    var name: Int
    var keys: [Key] = []
    var next = 0
    /// How many answers went out just before and since.
    var answers: Int
    /// Follows the burst before it in `bursts`.
    var isFollowing: Bool
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
  private var lastAnswer = Int.min / 2
  private var answersSinceRequest = 0

  private(set) var waitingCount = 0

  init() {}

  // MARK: Asking

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
      append(key)
    }
    jobs[key] = job
    return (ticketCount, isNew)
  }

  private mutating func append(_ key: Key) {
    let last = bursts.count - 1
    bursts[last].keys.append(key)
    if bursts[last].keys.count > bursts[last].answers { bursts[last].isFollowing = false }
  }

  private mutating func burst(at now: Int) -> Int {
    defer { (lastRequest, answersSinceRequest) = (now, 0) }
    if now - lastRequest >= Self.pause {
      settle()
      begin(answers: now - lastAnswer < Self.pause ? answersSinceRequest : 0)
    } else if bursts.last?.name != burstCount {
      // All that the burst asked for so far has begun.
      begin(answers: 0)
    }
    return burstCount
  }

  private mutating func begin(answers: Int) {
    burstCount += 1
    bursts.append(Burst(name: burstCount, answers: answers, isFollowing: answers > 0 && !bursts.isEmpty))
  }

  /// What follows becomes a part of what it follows.
  private mutating func settle() {
    guard let last = bursts.last, last.isFollowing else { return }
    bursts.removeLast()
    for key in last.keys[last.next...] where jobs[key]?.burst == last.name {
      jobs[key]?.burst = bursts[bursts.count - 1].name
      bursts[bursts.count - 1].keys.append(key)
    }
  }

  // MARK: Working

  /// What to begin with now.
  mutating func next() -> Key? {
    while let last = bursts.last {
      let index = bursts.count - (last.isFollowing ? 2 : 1)
      if let key = take(from: index) { return key }
      bursts.remove(at: index)
      if last.isFollowing { bursts[index].isFollowing = false }
    }
    return nil
  }

  private mutating func take(from index: Int) -> Key? {
    while bursts[index].next < bursts[index].keys.count {
      let key = bursts[index].keys[bursts[index].next]
      bursts[index].next += 1
      guard let job = jobs[key], !job.isRunning, job.burst == bursts[index].name else { continue }
      jobs[key]?.isRunning = true
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
    lastAnswer = now
    answersSinceRequest += waiters.count
    if !bursts.isEmpty { bursts[bursts.count - 1].answers += waiters.count }
    return waiters
  }
}
