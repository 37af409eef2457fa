/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  package var reason: String
  package var offset: Int

  package var description: String { "\(reason) at byte \(offset)" }
}

/// A strict RFC 8259 reader over bytes.
///
/// Written by hand because no library here does all three of what the callers need: the digits of a number kept
/// (JSONSerialization makes a Double of 2^64−1), Python's bare `NaN` and `Infinity` read as null when asked, and a
/// depth limit that holds. It also spares the program Foundation, which costs 7 MB of the static binary.
package enum JSONParser {
  package struct Options: Sendable {
    /// Python's `json.dumps` writes bare `NaN`, `Infinity` and `-Infinity`; with this they are read as null.
    package var nonFiniteIsNull: Bool
    /// Half a surrogate pair, which a text cut inside an emoji has, becomes U+FFFD; raw control characters stand for
    /// themselves. Without this both are errors.
    package var repairsStrings: Bool
    package var maximumDepth: Int

    package init(nonFiniteIsNull: Bool = false, repairsStrings: Bool = false, maximumDepth: Int = 128) {
      self.nonFiniteIsNull = nonFiniteIsNull
      self.repairsStrings = repairsStrings
      self.maximumDepth = maximumDepth
    }
  }

  package static func parse(_ bytes: [UInt8], options: Options = Options()) throws(JSONError) -> JSONValue {
    try JSONTape(bytes, options: options).value()
  }

  package static func parse(_ text: String, options: Options = Options()) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), options: options)
  }
}
