internal import Synchronization

/// A regular expression of the config file, searched in folder paths.
///
/// `Regex` is not Sendable, so a lock guards it: one search takes microseconds and there is one per folder, not per
/// image (measured: 3 µs for a path of 90 characters).
final class FolderRegex: Sendable {
  let pattern: String
  /// How many capture groups the pattern has.
  let captureCount: Int
  private let regex: Mutex<Regex<AnyRegexOutput>>

  /// Throws what is wrong with the pattern, in words.
  init(_ pattern: String) throws(FolderRegexError) {
    self.pattern = pattern
    do {
      // By scalar, as other regex engines do: a combining mark is no reason for `.` to match something else.
      regex = Mutex(try Regex(pattern).matchingSemantics(.unicodeScalar).asciiOnlyDigits())
      captureCount = try FolderRegex.captures(of: pattern)
    } catch {
      throw FolderRegexError(reason: "\(error)")
    }
  }

  func matches(_ path: String) -> Bool {
    regex.withLock { (try? $0.firstMatch(in: path)) != nil }
  }

  /// What the first capture group holds in the first match; nil without a match or when the group took no part in it.
  func firstCapture(in path: String) -> String? {
    regex.withLock { regex in
      guard let match = try? regex.firstMatch(in: path), match.output.count > 1 else { return nil }
      return match.output[1].substring.map(String.init)
    }
  }

  /// `Regex` tells its groups only in a match: with an empty first alternative it matches the empty text.
  private static func captures(of pattern: String) throws -> Int {
    let match = try Regex("|" + pattern).prefixMatch(in: "")
    return (match?.output.count ?? 1) - 1
  }
}

extension FolderRegex: Equatable {
  static func == (left: FolderRegex, right: FolderRegex) -> Bool { left.pattern == right.pattern }
}

struct FolderRegexError: Error {
  var reason: String
}
