/// What stands in the way of keeping or giving back presets.
///
/// `message` and `remedy` never hold a path of this machine, so that the API can show them; `file` is for the log
/// and the command line.
package struct PresetError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The file's schema is of a newer version than this program knows.
    case newer
    /// The file is a database, but not one of ours.
    case foreign
    /// The file is no database, or a truncated or corrupt one.
    case damaged
    /// The path leads to a folder, a device or a pipe.
    case notAFile
    case missing
    /// The file, or the folder it belongs in, cannot be read by this user.
    case unreadable
    case readOnly
    case locked
    case full
    case unavailable
    case notFound
    case preconditionFailed
    /// A backup would replace a file.
    case exists
    /// An import brings other content for an id that is here already.
    case conflict
    /// An import's content does not hold.
    case invalid
  }

  package var code: Code
  package var file: String
  package var message: String
  package var remedy: String

  init(_ code: Code, file: String, _ message: String, remedy: String) {
    self.code = code
    self.file = file
    self.message = message
    self.remedy = remedy
  }

  package var description: String {
    (file.isEmpty ? "" : "\(file): ") + message + (remedy.isEmpty ? "" : "; \(remedy)")
  }

  /// The code of the HTTP error shape: `storage_full` is a 507, `storage_unavailable` a 503.
  package var apiCode: String {
    switch code {
    case .notFound: "not_found"
    case .preconditionFailed: "precondition_failed"
    case .full: "storage_full"
    default: "storage_unavailable"
    }
  }
}

extension PresetError {
  static func notFound(id: String) -> PresetError {
    PresetError(.notFound, file: "", "there is no preset \(id)", remedy: "")
  }

  static let preconditionFailed = PresetError(
    .preconditionFailed, file: "", "the preset has changed since it was read", remedy: "read it again")

  static func damaged(_ file: String, _ why: String) -> PresetError {
    PresetError(
      .damaged, file: file, "the database is damaged: \(why)",
      remedy: "restore a backup, or move the file away and a new one is made; it was left as it is")
  }
}
