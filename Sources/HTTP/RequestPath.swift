/// A request's path, split at its slashes before anything is decoded, so that `%2F` stays inside its segment.
struct RequestPath {
  let segments: [ArraySlice<UInt8>]
  private let raw: [UInt8]

  init(_ raw: [UInt8]) {
    self.raw = raw
    segments = raw.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  func decodedSegment(_ index: Int) -> [UInt8] { RequestTarget.decoded(segments[index]) }

  /// The segments from that one on, with the slashes between them.
  func decodedRest(from index: Int) -> [UInt8] { RequestTarget.decoded(raw[segments[index].startIndex...]) }

  /// False for what a file system would read as another path: no such path reaches a handler.
  var isHarmless: Bool {
    var (length, onlyDots) = (0, true)
    for byte in RequestTarget.decoded(raw) + [UInt8(ascii: "/")] {
      if byte == 0 { return false }
      if byte == UInt8(ascii: "/") {
        if onlyDots, length == 1 || length == 2 { return false }
        (length, onlyDots) = (0, true)
      } else {
        length += 1
        onlyDots = onlyDots && byte == UInt8(ascii: ".")
      }
    }
    return true
  }
}
