/// The order in which people expect names: runs of digits by their value (`p2` before `p10`), ASCII letters without
/// regard to case, and bytes to settle what is left, so that the order is total.
package enum NaturalOrder {
  package static func precedes(_ left: String, _ right: String) -> Bool {
    compare(Array(left.utf8), Array(right.utf8)) < 0
  }

  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var i = 0
    var j = 0
    while i < left.count, j < right.count {
      let difference: Int
      if isDigit(left[i]), isDigit(right[j]) {
        difference = compareNumbers(left, &i, right, &j)
      } else {
        difference = Int(folded(left[i])) - Int(folded(right[j]))
        i += 1
        j += 1
      }
      if difference != 0 { return difference }
    }
    let rest = (left.count - i) - (right.count - j)
    if rest != 0 { return rest }
    return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  /// Compares the runs of digits that start at `i` and `j`, and moves both past them.
  private static func compareNumbers(_ left: [UInt8], _ i: inout Int, _ right: [UInt8], _ j: inout Int) -> Int {
    let a = number(left, &i)
    let b = number(right, &j)
    if a.count != b.count { return a.count - b.count }
    if a == b { return 0 }
    return a.lexicographicallyPrecedes(b) ? -1 : 1
  }

  /// The run of digits without its leading zeros.
  private static func number(_ text: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
    while index < text.count, text[index] == UInt8(ascii: "0") { index += 1 }
    let start = index
    while index < text.count, isDigit(text[index]) { index += 1 }
    return text[start..<index]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
