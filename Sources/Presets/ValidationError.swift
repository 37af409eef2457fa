/// What is wrong in what somebody sent, and where: `field` is a path such as `mapping.combos[2]`, empty for the
/// whole.
package struct ValidationError: Error, Equatable, Sendable, CustomStringConvertible {
  package var field: String
  package var message: String

  init(_ field: String, _ message: String) {
    self.field = field
    self.message = message
  }

  package var description: String { field.isEmpty ? message : "\(field): \(message)" }
}
