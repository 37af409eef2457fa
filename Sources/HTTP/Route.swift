/// One line of the route table.
package struct Route: Sendable {
  package let method: String
  /// `/api/training-runs/{id}/grid`; `{path...}` at the end captures the rest, slashes kept.
  package let pattern: String
  package let handler: @Sendable (Request) -> Reply
  private let segments: [Segment]

  private enum Segment: Sendable {
    case literal([UInt8])
    case one(String)
    case rest(String)
  }

  package init(_ method: String, _ pattern: String, _ handler: @escaping @Sendable (Request) -> Reply) {
    self.method = method
    self.pattern = pattern
    self.handler = handler
    segments = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { text in
      guard text.hasPrefix("{") else { return .literal(Array(text.utf8)) }
      return text.hasSuffix("...}")
        ? .rest(String(text.dropFirst().dropLast(4))) : .one(String(text.dropFirst().dropLast()))
    }
  }

  /// What the pattern captures of a path; nil when it does not match.
  func captures(_ path: RequestPath) -> Captures? {
    guard matches(path) else { return nil }
    var captured = Captures()
    for (index, segment) in segments.enumerated() {
      switch segment {
      case .literal: continue
      case .one(let name): captured.append(name, path.decodedSegment(index))
      case .rest(let name): captured.append(name, path.decodedRest(from: index))
      }
    }
    return captured
  }

  func matches(_ path: RequestPath) -> Bool {
    for (index, segment) in segments.enumerated() {
      guard index < path.segments.count else { return false }
      switch segment {
      case .literal(let text): if !path.segment(index, is: text) { return false }
      case .one: if path.segments[index].isEmpty { return false }
      case .rest: return true
      }
    }
    return path.segments.count == segments.count
  }
}
