/// Why a server could not start, and what to do about it.
package struct ServerError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable { case badAddress, addressInUse, notPermitted, failed }

  package var code: Code
  package var message: String
  package var hint: String

  package var description: String { "\(message); \(hint)" }
}
