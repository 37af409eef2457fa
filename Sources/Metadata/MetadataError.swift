/// Why metadata could not be read, and what the person who owns the file can do.
package struct MetadataError: Error, Equatable, CustomStringConvertible {
  package var reason: String
  package var hint: String

  package init(reason: String, hint: String) {
    self.reason = reason
    self.hint = hint
  }

  package var description: String { "\(reason); \(hint)" }
}
