/// A request's path, split at its slashes before anything is decoded, so that `%2F` stays inside its segment.
struct RequestPath {
  /// Where they stand in the path.
  let segments: [Range<Int>]
  private let raw: [UInt8]

  init(_ raw: [UInt8]) {
    self.raw = raw
    var segments: [Range<Int>] = []
    segments.reserveCapacity(8)
    var start = min(1, raw.endIndex)
    for index in raw.indices.dropFirst() where raw[index] == UInt8(ascii: "/") {
      segments.append(start..<index)
      start = index + 1
    }
    segments.append(start..<raw.endIndex)
    self.segments = segments
  }

  func segment(_ index: Int, is text: [UInt8]) -> Bool {
    segments[index].count == text.count && raw[segments[index]].elementsEqual(text)
  }

  func decodedSegment(_ index: Int) -> [UInt8] { RequestTarget.decoded(raw[segments[index]]) }

  /// The segments from that one on, with the slashes between them.
  func decodedRest(from index: Int) -> [UInt8] { RequestTarget.decoded(raw[segments[index].lowerBound...]) }

  /// False for what a file system would read as another path: no such path reaches a handler.
  var isHarmless: Bool { raw.withUnsafeBufferPointer(Self.isHarmless) }

  /// Decoded on the way: a copy only to look at it would cost more than the look.
  private static func isHarmless(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    var (index, length, dots) = (0, 0, 0)
    while index < path.count {
      let escaped = RequestTarget.escapedByte(path, at: index)
      let byte = escaped ?? path[index]
      index += escaped == nil ? 1 : 3
      if byte == 0 { return false }
      if byte == UInt8(ascii: "/") {
        if isHop(length, dots) { return false }
        (length, dots) = (0, 0)
      } else {
        length += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    return !isHop(length, dots)
  }

  /// `.` or `..`.
  private static func isHop(_ length: Int, _ dots: Int) -> Bool { length == dots && (length == 1 || length == 2) }
}
