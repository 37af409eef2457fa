import Configuration
import Disk
import Glibc
import JSON
import Samples

/// `inspect PATH...`: one JSON object a line, for an image what is read from it, for a folder its runs.
struct InspectCommand {
  private let rules: RunRules

  init(_ configuration: Configuration) { rules = configuration.runRules }

  func run(_ paths: [String]) -> Int32 {
    var failed = false
    for path in paths {
      do throws(DiskError) {
        try inspect(path)
      } catch {
        Console.error(line: "checkpoint-sampler: \(path): \(error)")
        failed = true
      }
    }
    return failed ? 1 : 0
  }

  private func inspect(_ path: String) throws(DiskError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw DiskError(.notFound, "it does not exist") }
    status.isFolder ? try inspectFolder(path) : try inspectImage(path)
  }

  /// All folders above an image may say something of it, whichever folder the program is started in.
  private func inspectImage(_ path: String) throws(DiskError) {
    let root = try Root(path: "/", followSymlinks: true)
    let image = try ImageInspector(root: root, rules: rules).inspect(Self.absolute(path))
    Console.print(String(decoding: JSONWriter.bytes { write(image, path, to: &$0) }, as: UTF8.self))
  }

  private static func absolute(_ path: String) -> RelativePath {
    var parts: [Substring] = []
    for part in "\(path.hasPrefix("/") ? "" : workingFolder())/\(path)".split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return RelativePath(parts.joined(separator: "/"))
  }

  private static func workingFolder() -> String {
    guard let folder = getcwd(nil, 0) else { return "" }
    defer { free(folder) }
    return String(cString: folder)
  }

  private func inspectFolder(_ path: String) throws(DiskError) {
    let root = try Root(path: path, followSymlinks: false)
    for line in FolderInspection(root: root, rules: rules).lines() {
      Console.print(String(decoding: line, as: UTF8.self))
    }
  }

  private func write(_ image: ImageInspection, _ path: String, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("path", path)
      writer.field("format", image.format?.rawValue)
      writer.field("width", image.width)
      writer.field("height", image.height)
      writer.key("dimensions")
      writer.object { writer in for value in image.dimensions { writer.field(value.name, value.value) } }
      writer.key("sources")
      writer.object { writer in for value in image.dimensions { writer.field(value.name, value.source.name) } }
      writer.key("text")
      writer.object { writer in for text in image.texts { writer.field(text.keyword, text.text.utf8.count) } }
      writer.field("problem", image.problem ?? image.disagreements.first)
    }
  }
}

extension Configuration {
  /// The configured runs as the disk side reads them.
  var runRules: RunRules {
    RunRules(
      trainingRuns.map { run in
        { folder in
          guard run.matches(folderPath: folder) else { return nil }
          let dimensions = run.dimensions(folderPath: folder)
          return Placement(
            run: run.name, dimensions: dimensions.map { DimensionValue($0.name, $0.value, .folder) },
            problems: dimensions.compactMap(\.problem))
        }
      })
  }
}
