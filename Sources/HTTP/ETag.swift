/// Entity tags (RFC 9110, 8.8.3).
package enum ETag {
  /// How two tags are compared: a weak one equals nothing where the bytes matter.
  package enum Comparison: Sendable { case weak, strong }

  /// The tag of a gzipped representation differs from that of the plain one, as its bytes do; both stand for the same
  /// state, so a condition on either matches.
  private static let gzipMark = "-gz"

  static func gzipped(_ tag: String) -> String {
    tag.hasSuffix("\"") ? "\(tag.dropLast())\(gzipMark)\"" : tag
  }

  /// Whether a list such as `If-None-Match` and `If-Match` carry holds for the tag.
  package static func list(_ list: String, matches tag: String, _ comparison: Comparison) -> Bool {
    // What browsers send: the one tag they were given.
    if comparison == .weak, list == tag { return true }
    if ASCII.trimmed(list) == "*" { return true }
    guard let own = parse(tag) else { return false }
    return tags(list).contains { candidate in
      candidate.opaque == own.opaque && (comparison == .weak || !candidate.isWeak && !own.isWeak)
    }
  }

  /// The strong tags of a list, each in its quotes and as the plain representation has it; `*` stays.
  static func strongTags(_ list: String) -> [String] {
    if ASCII.trimmed(list) == "*" { return ["*"] }
    return tags(list).filter { !$0.isWeak }.map { "\"\($0.opaque)\"" }
  }

  /// Whether this one tag, as `If-Range` carries it, is exactly that one: bytes of a gzipped and of a plain answer must
  /// not be joined.
  static func isExactly(_ candidate: String, _ tag: String) -> Bool {
    !candidate.hasPrefix("W/") && ASCII.trimmed(candidate) == tag
  }

  private struct Tag {
    var isWeak: Bool
    var opaque: Substring
  }

  private static func parse(_ text: String) -> Tag? { tags(text).first }

  /// The tags of a list. A comma inside the quotes belongs to the tag.
  private static func tags(_ list: String) -> [Tag] {
    var found: [Tag] = []
    var rest = list[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "\"")) {
      let isWeak = rest[..<open].hasSuffix("W/")
      let after = rest[rest.utf8.index(after: open)...]
      guard let close = after.utf8.firstIndex(of: UInt8(ascii: "\"")) else { break }
      let opaque = after[..<close]
      found.append(Tag(isWeak: isWeak, opaque: opaque.hasSuffix(gzipMark) ? opaque.dropLast(gzipMark.count) : opaque))
      rest = after[after.utf8.index(after: close)...]
    }
    return found
  }
}

extension Request {
  /// The states of which one must still hold for a change, as the tags that handlers give, or `*` for any; nil when the
  /// client asks for none. Weak tags are left out: they equal nothing where a change depends on them.
  package var ifMatch: [String]? { headers.list("If-Match").map(ETag.strongTags) }
}
