import Samples
import Testing

@Suite struct ValueOrderTests {
  static func sorted(_ values: [String], _ dimension: String = "d") -> [String] {
    ValueOrder.sorted(values, of: dimension, type: DimensionType.of(values))
  }

  @Test(arguments: [
    ["1", "3", "7", "10"],
    ["-2", "-1.5", "0", "0.5", "1e1", "11"],
    ["3", "3.0", "3.5"],
    ["9007199254740992", "9007199254740993", "18446744073709551614", "18446744073709551615"],
    ["p1", "p2", "p10"],
    ["a", "B", "c"],
    ["", "1", "a"],
    ["x", "x01", "x1", "x2"],
    ["1e999999999", "2e999999999"],
  ])
  func valuesComeInTheirOrder(_ expected: [String]) {
    #expect(Self.sorted(expected.reversed()) == expected)
  }

  @Test(arguments: [
    (["m-step00001000", "m-step00002000", "m-step00010000", "m"]),
    (["b-step00000001", "a-step00000002", "a-000001", "a-000002", "a", "b"]),
    (["X_000000250", "X_000004000", "X"]),
    (["X-000999", "X-1000000", "X"]),
  ])
  func checkpointsComeInTrainingOrderTheFinalOneLast(_ expected: [String]) {
    #expect(Self.sorted(expected.reversed(), "checkpoint") == expected)
  }

  @Test(arguments: [
    (["1", "2"], DimensionType.integer), (["1", "2.5"], .number), (["-1e3"], .number), (["1", "x"], .text),
    (["nan"], .text), (["0x10"], .text), (["1 "], .text), ([".5"], .number), (["."], .text), (["+7"], .integer),
    (["18446744073709551615"], .integer), (["1e"], .text), (["١"], .text),
  ])
  func typesFollowTheValues(_ values: [String], _ type: DimensionType) {
    #expect(DimensionType.of(values) == type)
  }

  @Test(arguments: [("3", "3.0"), ("30e-1", "3"), ("-0", "0.000"), ("1000", "1e3"), ("0.050", "5e-2")])
  func equalNumbersAreEqual(_ left: String, _ right: String) {
    #expect(DecimalNumber(left) == DecimalNumber(right))
  }

  /// Whatever the values, the order is the same from every starting order.
  @Test func theOrderIsTotal() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(state: seed)
    let alphabet = ["", "0", "1", "01", "10", "a", "A", "é", "-", ".", "_", "1e5", "step", "99999999999999999999"]
    for _ in 0..<300 {
      let values = (0..<12).map { _ in (0..<3).map { _ in alphabet.randomElement(using: &random)! }.joined() }
      let unique = Array(Set(values))
      let dimension = Bool.random(using: &random) ? "checkpoint" : "d"
      let first = Self.sorted(unique, dimension)
      #expect(Self.sorted(unique.shuffled(using: &random), dimension) == first, "seed \(seed)")
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
