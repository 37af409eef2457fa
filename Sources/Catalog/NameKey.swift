/// How the rows of a folder are ordered: by what stands before a ComfyUI batch counter (`_NNNNN_` just before the
/// extension), then the extension, then the counter by its value, then the bytes. So the files that differ only in
/// the counter lie side by side with the highest last, which plain byte order does not give: `a_100000_.png` is less
/// than `a_99999_.png`, and `a_00001_x.png` comes between two counters of `a`.
struct NameKey {
  /// ComfyUI writes at least five digits.
  static let minimumDigits = 5

  let name: UnsafeBufferPointer<UInt8>
  /// The length of what precedes the counter; the whole name when there is none.
  private let stem: Int
  /// The counter's digits without leading zeros; empty when there is no counter.
  private let digits: Range<Int>
  private let pathExtension: Int

  var hasCounter: Bool { stem < name.count }

  init(_ name: UnsafeBufferPointer<UInt8>) {
    self.name = name
    let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
    var start = dot - 1
    while start > 0, UInt8(ascii: "0")...UInt8(ascii: "9") ~= name[start - 1] { start -= 1 }
    let isCounter =
      dot - 1 - start >= Self.minimumDigits && name[dot - 1] == UInt8(ascii: "_") && start > 0
      && name[start - 1] == UInt8(ascii: "_")
    stem = isCounter ? start - 1 : name.count
    pathExtension = isCounter ? dot : name.count
    if isCounter {
      while start < dot - 1, name[start] == UInt8(ascii: "0") { start += 1 }
      digits = start..<dot - 1
    } else {
      digits = 0..<0
    }
  }

  /// Whether the two names differ in nothing but the counter.
  func isSameGroup(as other: NameKey) -> Bool {
    hasCounter && other.hasCounter && compareStem(other) == 0 && compareExtension(other) == 0
  }

  /// Negative, zero or positive; zero only for equal names.
  func compare(_ other: NameKey) -> Int {
    let stems = compareStem(other)
    if stems != 0 { return stems }
    if hasCounter != other.hasCounter { return hasCounter ? 1 : -1 }
    let extensions = compareExtension(other)
    if extensions != 0 { return extensions }
    if digits.count != other.digits.count { return digits.count - other.digits.count }
    let counters = Bytes.compare(part(digits), other.part(other.digits))
    return counters != 0 ? counters : Bytes.compare(name, other.name)
  }

  private func compareStem(_ other: NameKey) -> Int { Bytes.compare(part(0..<stem), other.part(0..<other.stem)) }

  private func compareExtension(_ other: NameKey) -> Int {
    Bytes.compare(part(pathExtension..<name.count), other.part(other.pathExtension..<other.name.count))
  }

  private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: name[range])
  }
}
