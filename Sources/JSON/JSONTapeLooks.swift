/// How often the bytes of each value of a tape were looked at. What a reader did with a value that it never looked at
/// cannot hang on that value's bytes.
package final class JSONTapeLooks {
  private var counts: [Int]

  package init(at tape: JSONTape) { counts = Array(repeating: 0, count: tape.count) }

  func add(_ value: Int) { counts[value] += 1 }

  package func count(at value: Int) -> Int { counts[value] }
}
