import Foundation
import JSON
import Testing

/// docs/api.md keeps up with the code.
struct DocumentationTests {
  private func text() throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/api.md")
    return try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
  }

  @Test func everyRouteHasItsHeading() throws {
    let headings = try text().split(separator: "\n").filter { $0.hasPrefix("### ") }.joined(separator: "\n") + "\n"
    for route in OpenAPITests.routes(try ServedFolder()) { #expect(headings.contains("`\(route)`"), "\(route)") }
  }

  @Test func everyMetricIsExplained() throws {
    let text = try text()
    for line in try ServedFolder().get("/metrics").text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
      let name = line.split(separator: " ")[2]
      // The test's own watcher metric stands for those of the watcher, which has tests of its own.
      if name != "checkpoint_sampler_watched_folders" { #expect(text.contains("| `\(name)` |"), "\(name)") }
    }
  }

  /// Codes are what programs decide by: all that the sources can answer stand in the table.
  @Test func everyErrorCodeIsExplained() throws {
    let text = try text()
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
      .standardizedFileURL
    var codes: Set<Substring> = []
    for folder in ["API", "HTTP", "Catalog", "Presets"] {
      let path = sources.appending(path: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: path.path) where name.hasSuffix(".swift") {
        let source = try String(contentsOf: path.appending(path: name), encoding: .utf8)
        for match in source.matches(of: /(?:\.?error\(\s*\d{3},|code:) "([a-z_]+)"/) { codes.insert(match.1) }
        if name.hasSuffix("Error.swift") {
          for match in source.matches(of: /(?:case [^\n]*|default): "([a-z_]+)"\n/) { codes.insert(match.1) }
        }
      }
    }
    #expect(codes.count > 20)
    for code in codes.sorted() { #expect(text.contains("| `\(code)` |"), "\(code)") }
  }
}
