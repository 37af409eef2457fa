/// Why a demo set could not be written.
package enum DemoError: Error, Equatable, Sendable, CustomStringConvertible {
  case notEmpty(folder: String)
  case otherDemoSet(folder: String)
  case cannotWrite(path: String, reason: String)

  package var description: String {
    switch self {
    case .notEmpty(let folder): "`\(folder)` is not empty and holds no demo set, choose a new folder"
    case .otherDemoSet(let folder):
      "`\(folder)` holds a demo set of another size or version, delete it or choose a new folder"
    case .cannotWrite(let path, let reason): "`\(path)` cannot be written: \(reason)"
    }
  }
}
