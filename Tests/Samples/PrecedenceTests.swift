import Samples
import Testing

struct PrecedenceTests {
  @Test func oneValueADimensionInTheOrderOfFirstMention() {
    let merged = Precedence.merge([
      DimensionValue("b", "1", .metadata), DimensionValue("a", "x", .folder), DimensionValue("b", "1.0", .filename),
      DimensionValue("a", "y", .folder),
    ])
    #expect(merged.values == [DimensionValue("b", "1.0", .filename), DimensionValue("a", "x", .folder)])
    #expect(merged.disagreements == ["a: folder says \"x\", folder says \"y\"; the first counts"])
  }

  @Test(arguments: [
    ("3", "3.0", true), ("3", "30e-1", true), ("a", "a", true), ("a", "A", false), ("3", "4", false), ("", "0", false),
    ("18446744073709551615", "18446744073709551614", false), ("\u{E9}", "e\u{301}", false),
  ])
  func numbersAgreeByValueAndTextsByBytes(left: String, right: String, agree: Bool) {
    #expect(Precedence.agree(left, right) == agree)
  }

  @Test func longTextsAreCut() {
    let long = String(repeating: "p", count: 5_000)
    let merged = Precedence.merge([DimensionValue("prompt", long, .metadata), DimensionValue("prompt", "q", .folder)])
    #expect(merged.disagreements.allSatisfy { $0.utf8.count < 200 })
  }
}
