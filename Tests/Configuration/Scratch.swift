import Foundation

@testable import Configuration

/// A folder of its own for one test, deleted with it.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/configuration-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String) throws -> String {
    let file = path + "/config.toml"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// The problems of a file with this text, with `c` for its path.
  func problems(_ text: String) throws -> [String] {
    let file = try write(text)
    return allProblems(.init(configPath: file)).map { $0.replacing(file, with: "c") }
  }
}

/// What is wrong, a line each; empty when nothing is.
func allProblems(_ sources: ConfigurationSources) -> [String] {
  do {
    _ = try Configuration.load(sources)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

/// A file of the repository.
func repositoryFile(_ name: String) throws -> String {
  let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
  return try String(contentsOf: top.appending(path: name).standardizedFileURL, encoding: .utf8)
}
