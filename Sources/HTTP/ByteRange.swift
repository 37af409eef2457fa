/// What a `Range` header asks of a body of a known size (RFC 9110, 14.1.2).
enum ByteRange: Hashable {
  /// No range that we understand, or several: the whole body is always a right answer.
  case whole
  case part(offset: Int64, length: Int64)
  case unsatisfiable

  static func parse(_ header: String, size: Int64) -> ByteRange {
    let halves = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, ASCII.equalIgnoringCase(ASCII.trimmed(halves[0]), "bytes") else { return .whole }
    let ends = ASCII.trimmed(halves[1]).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2 else { return .whole }
    let (first, last) = (ASCII.decimal(ends[0]), ASCII.decimal(ends[1]))
    if ends[0].isEmpty { return last.map { suffix($0, size) } ?? .whole }
    guard let first, ends[1].isEmpty || last != nil, first <= last ?? .max else { return .whole }
    guard first < size else { return .unsatisfiable }
    return .part(offset: first, length: min(last ?? .max, size - 1) - first + 1)
  }

  private static func suffix(_ count: Int64, _ size: Int64) -> ByteRange {
    guard count > 0, size > 0 else { return .unsatisfiable }
    return .part(offset: max(0, size - count), length: min(count, size))
  }
}
