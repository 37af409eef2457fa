import Testing

@testable import Thumbnails

/// An order to ask in one word: `abc` are three requests. Time is given in milliseconds.
private final class Desk {
  private var order = WorkOrder<String>()

  var waitingCount: Int { order.waitingCount }

  @discardableResult
  func ask(_ keys: String, at now: Int) -> [Int] { keys.map { order.add(String($0), now: now).ticket } }

  func cancel(_ ticket: Int) -> Bool { order.cancel(ticket) }

  @discardableResult
  func finish(_ key: String, at now: Int) -> [Int] { order.finish(key, now: now) }

  /// Begins with so many, or with all that is left.
  func begin(_ count: Int = .max) -> String {
    var keys = ""
    while keys.count < count, let key = order.next() { keys += key }
    return keys
  }
}

/// What is made first.
struct WorkOrderTests {
  private let desk = Desk()

  @Test func oneBurstGoesInItsOwnOrder() {
    desk.ask("abc", at: 0)
    desk.ask("def", at: 100)
    desk.ask("g", at: 249)
    #expect(desk.waitingCount == 7)
    #expect(desk.begin() == "abcdefg")
    #expect(desk.waitingCount == 0)
  }

  @Test func theNewestBurstGoesFirst() {
    desk.ask("abc", at: 0)
    desk.ask("def", at: 1000)
    #expect(desk.begin(1) == "d")
    desk.ask("gh", at: 2000)
    #expect(desk.begin() == "ghefabc")
  }

  @Test func whatIsAskedForAgainGoesWithTheNewestBurst() {
    desk.ask("abc", at: 0)
    desk.ask("dc", at: 1000)
    #expect(desk.waitingCount == 4)
    #expect(desk.begin() == "dcab")
  }

  @Test func whoAsksForTheSameJoins() {
    let first = desk.ask("aa", at: 0)
    #expect(desk.begin() == "a")
    let late = desk.ask("a", at: 1000)
    #expect(desk.waitingCount == 0)
    #expect(desk.begin() == "")
    #expect(desk.finish("a", at: 1001) == first + late)
    desk.ask("a", at: 1002)
    #expect(desk.begin() == "a")
  }

  @Test func whatNobodyWaitsForIsNotBegun() {
    let tickets = desk.ask("abcb", at: 0)
    #expect(desk.cancel(tickets[0]))
    #expect(!desk.cancel(tickets[0]))
    #expect(!desk.cancel(tickets[1]), "somebody else waits for it")
    #expect(desk.waitingCount == 2)
    #expect(desk.begin() == "bc")
    // It has begun: it is finished for the next who asks.
    #expect(!desk.cancel(tickets[3]))
    #expect(desk.finish("b", at: 1) == [])
  }

  /// The burst goes on although all that it asked for so far has begun.
  @Test func aBurstStaysTheNewestWhileItGoesOn() {
    desk.ask("abcd", at: 0)
    desk.ask("ef", at: 1000)
    #expect(desk.begin(3) == "efa")
    desk.ask("gh", at: 1100)
    #expect(desk.begin() == "ghbcd")
  }

  // MARK: One more with each answer

  /// A browser with four connections, and pictures that take longer than a pause.
  @Test func aRequestForEachAnswerIsNoNewBurst() {
    desk.ask("abcd", at: 0)
    var begun = desk.begin(2)
    for (index, next) in "efghij".enumerated() {
      let now = 300 * (index + 1)
      desk.finish(String(Array(begun)[index]), at: now)
      desk.ask(String(next), at: now + 5)
      begun += desk.begin(1)
    }
    #expect(begun + desk.begin() == "abcdefghij")
  }

  @Test func answersThatComeTogetherCountTogether() {
    desk.ask("abcdef", at: 0)
    #expect(desk.begin(2) == "ab")
    for key in ["a", "b"] { desk.finish(key, at: 300) }
    desk.ask("gh", at: 305)
    #expect(desk.begin() == "cdefgh")
  }

  @Test func anAnswerBetweenTheRequestsCounts() {
    desk.ask("abcdef", at: 0)
    #expect(desk.begin(2) == "ab")
    desk.finish("a", at: 300)
    desk.ask("g", at: 305)
    desk.finish("b", at: 320)
    desk.ask("h", at: 325)
    #expect(desk.begin() == "cdefgh")
  }

  @Test func moreRequestsThanAnswersAreANewBurst() {
    desk.ask("abcdef", at: 0)
    #expect(desk.begin(2) == "ab")
    desk.finish("a", at: 300)
    desk.ask("g", at: 310)
    #expect(desk.begin(1) == "c")
    desk.ask("hi", at: 320)
    #expect(desk.begin() == "ghidef")
  }

  /// An answer of long ago is not why somebody asks now.
  @Test func anAnswerCountsForAMoment() {
    desk.ask("abcd", at: 0)
    #expect(desk.begin(1) == "a")
    desk.finish("a", at: 300)
    desk.ask("e", at: 500)
    #expect(desk.begin() == "ebcd")
  }

  @Test(arguments: [1010, 1300]) func whatFollowsGoesToTheEnd(time: Int) {
    desk.ask("ab", at: 0)
    desk.ask("cd", at: 1000)
    #expect(desk.begin(1) == "c")
    desk.finish("c", at: time)
    desk.ask("e", at: time + 5)
    #expect(desk.begin() == "dabe")
  }

  /// A client whose first requests a slow moment cut in two: the older half must not wait until all is done.
  @Test func noBurstGrowsByItsAnswers() {
    desk.ask("abcd", at: 0)
    desk.ask("efg", at: 200)
    var begun = desk.begin(1)
    for (index, next) in "hijklm".enumerated() {
      desk.finish(String(begun.last!), at: 210 + index * 10)
      desk.ask(String(next), at: 211 + index * 10)
      begun += desk.begin(1)
    }
    #expect(begun + desk.begin() == "efgabcdhijklm")
  }

  /// An answer to somebody, while somebody else asks for many.
  @Test func anAnswerDoesNotTearABurst() {
    desk.ask("xyz", at: 0)
    desk.ask("abc", at: 1000)
    #expect(desk.begin(1) == "a")
    desk.finish("a", at: 1010)
    desk.ask("def", at: 1020)
    #expect(desk.begin() == "bcdefxyz")
  }

  // MARK: Anything

  /// Whatever happens in whatever order, all that somebody waits for is made, once, and everybody is answered.
  @Test func nothingIsForgotten() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Generator(seed: seed)
    var (order, now) = (WorkOrder<Int>(), 0)
    var (waiting, running): ([Int: Int], Set<Int>) = ([:], [])
    for step in 0..<20_000 {
      now += Int.random(in: 0...3, using: &random) == 0 ? Int.random(in: 0...400, using: &random) : 0
      switch Int.random(in: 0..<(step < 15_000 ? 8 : 20), using: &random) {
      case 0...3:
        let key = Int.random(in: 0..<40, using: &random)
        waiting[order.add(key, now: now).ticket] = key
      case 4:
        guard let ticket = waiting.keys.min() else { continue }
        _ = order.cancel(ticket)
        waiting[ticket] = nil
      case 5, 6:
        guard let key = order.next() else { continue }
        #expect(running.insert(key).inserted, "seed \(seed)")
      default:
        guard let key = running.min() else { continue }
        running.remove(key)
        for ticket in order.finish(key, now: now) {
          #expect(waiting.removeValue(forKey: ticket) == key, "seed \(seed)")
        }
      }
      #expect(order.waitingCount == Set(waiting.values).subtracting(running).count, "seed \(seed), step \(step)")
    }
    while let key = order.next() { for ticket in order.finish(key, now: now) { waiting[ticket] = nil } }
    for key in running { for ticket in order.finish(key, now: now) { waiting[ticket] = nil } }
    #expect(waiting.isEmpty && order.waitingCount == 0, "seed \(seed)")
  }
}
