/// Relative paths of the file start at the file's folder, so that it can be read from anywhere; those of the
/// environment and the flags start where the program was started, as in every other program.
struct PathResolver {
  /// Nil: the folder where the program was started.
  var folder: String?
  var home: String?

  init(folder: String?, home: String?) {
    self.folder = folder
    self.home = home
  }

  init(file: String, home: String?) {
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) }
    self.init(folder: folder == "." ? nil : folder, home: home)
  }

  func resolved(_ value: SettingValue, of key: ConfigurationKey) -> SettingValue {
    switch (key.kind, value) {
    case (.path, .text(let path)): .text(resolved(path))
    case (.paths, .texts(let paths)): .texts(paths.map(resolved))
    default: value
    }
  }

  func resolved(_ path: String) -> String {
    if let home, path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
    guard let folder, !path.isEmpty, !path.hasPrefix("/") else { return path }
    let rest = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    return folder == "/" ? "/" + rest : folder + "/" + rest
  }
}
