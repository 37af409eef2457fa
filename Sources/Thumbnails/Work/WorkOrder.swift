/// What is to be made, in which order, and who waits for it. Pure: time is given.
///
/// A user who scrolled on wants what was asked for last; but among what was asked for together, the first comes first,
/// or the first of a grid's pictures would be its last. So requests without a pause between them form a burst; the
/// newest burst goes first, and a burst goes in its own order.
///
/// A client keeps a few requests open and asks for one more with each answer. Nobody scrolled then, be there pauses
/// between those requests, because pictures take long, or not: requests of which there are no more than there were
/// answers go to the end, else those that wait for longest would wait until all is done.
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
    /// Goes after all others; only the newest does.
    var isFollowing: Bool
    /// Began without a pause after the one before.
    var isContinuing: Bool
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
    let isMoved = !job.isRunning && job.burst != burst
    if isMoved { job.burst = burst }
    jobs[key] = job
    if isMoved { append(key) }
    return (ticketCount, isNew)
  }

  private mutating func append(_ key: Key) {
    let last = bursts.count - 1
    bursts[last].keys.append(key)
    guard bursts[last].isFollowing, bursts[last].keys.count > bursts[last].answers else { return }
    bursts[last].isFollowing = false
    if bursts[last].isContinuing, last > 0, bursts[last - 1].name == bursts[last].name - 1 {
      merge(into: last - 1)
      burstCount = bursts[last - 1].name
    }
  }

  private mutating func burst(at now: Int) -> Int {
    defer { (lastRequest, answersSinceRequest) = (now, 0) }
    if now - lastRequest >= Self.pause {
      if bursts.last?.isFollowing == true { merge(into: 0) }
      begin(answers: now - lastAnswer < Self.pause ? answersSinceRequest : 0, isContinuing: false)
    } else if bursts.last?.isFollowing == false, answersSinceRequest > 0 {
      begin(answers: answersSinceRequest, isContinuing: true)
    } else if bursts.last?.name != burstCount {
      // All that the burst asked for so far has begun.
      begin(answers: 0, isContinuing: false)
    }
    return burstCount
  }

  private mutating func begin(answers: Int, isContinuing: Bool) {
    burstCount += 1
    let isFollowing = answers > 0 && !bursts.isEmpty
    bursts.append(Burst(name: burstCount, answers: answers, isFollowing: isFollowing, isContinuing: isContinuing))
  }

  /// The newest burst becomes the end of an older one.
  private mutating func merge(into index: Int) {
    let last = bursts.removeLast()
    for key in last.keys[last.next...] where jobs[key]?.burst == last.name {
      jobs[key]?.burst = bursts[index].name
      bursts[index].keys.append(key)
    }
  }

  // MARK: Working

  /// What to begin with now.
  mutating func next() -> Key? {
    while let last = bursts.last {
      let index = bursts.count - (last.isFollowing ? 2 : 1)
      if let key = take(from: index) { return key }
      bursts.remove(at: index)
      if bursts.count == 1 { bursts[0].isFollowing = false }
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
