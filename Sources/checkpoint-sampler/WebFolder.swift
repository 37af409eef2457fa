import Configuration
import Glibc

/// Finds `web/`, the page as it lies: named by the environment, installed beside the program, or in the checkout that
/// the program was built in.
enum WebFolder {
  private static let installed = "../share/checkpoint-sampler/web"

  static func find() -> String? { candidates().first(where: isPage) }

  private static func candidates() -> [String] {
    if let named = ProcessEnvironment.variables()[ConfigurationSources.webVariable] { return [named] }
    guard let program = realPath("/proc/self/exe") else { return ["web"] }
    var folder = parent(of: program)
    var candidates = ["\(folder)/\(installed)"]
    while !folder.isEmpty {
      candidates.append("\(folder)/web")
      folder = parent(of: folder)
    }
    return candidates
  }

  private static func isPage(_ folder: String) -> Bool { access("\(folder)/index.html", R_OK) == 0 }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
