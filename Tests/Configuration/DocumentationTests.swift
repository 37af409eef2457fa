import Foundation
import Testing

@testable import Configuration

/// The docs and the example file keep up with the code.
struct DocumentationTests {
  @Test(arguments: ConfigurationKey.allCases) func theDocsExplainEverySetting(_ key: ConfigurationKey) throws {
    let row = try repositoryFile("docs/configuration.md").split(separator: "\n").first {
      $0.hasPrefix("| `\(key.rawValue)` | `\(key.environmentName)` |")
    }
    let text = try #require(row, "no row for `\(key.rawValue)` with `\(key.environmentName)`")
    if let flag = key.flag { #expect(text.contains("`\(flag)`")) }
  }

  @Test(arguments: Flag.allCases) func theDocsNameEveryFlag(_ flag: Flag) throws {
    #expect(try repositoryFile("docs/configuration.md").contains("`\(flag.rawValue)`"))
  }

  @Test func theExampleFileHoldsEveryKeyWithItsDefault() throws {
    let text = try repositoryFile("config.toml")
    var keys = Set<String>()
    func collect(_ entries: [TOMLEntry], _ prefix: String) {
      for entry in entries {
        if case .table(let inner) = entry.value.content { collect(inner, prefix + entry.key + ".") }
        keys.insert(prefix + entry.key)
      }
    }
    collect(try TOMLValue.parse(Array(text.utf8)), "")
    #expect(keys.isSuperset(of: ConfigurationKey.allCases.map(\.rawValue)))

    var reader = ConfigurationFile(path: "./config.toml", home: nil, configuration: Configuration())
    reader.read(Array(text.utf8))
    #expect(reader.problems.isEmpty)
    #expect(reader.configuration == Configuration())
  }

  @Test func theExampleFilesTrainingRunWorksOnceUncommented() throws {
    let text = try repositoryFile("config.toml")
    let example = try #require(text.range(of: "# [[training_runs]]").map { text[$0.lowerBound...] })
    let lines = example.split(separator: "\n").map { $0.drop { $0 == "#" } }
    let folder = try Scratch()
    let configuration = try Configuration.load(.init(configPath: try folder.write(lines.joined(separator: "\n"))))
    #expect(configuration.trainingRuns.map(\.name) == ["psai4rt v0.3.0"])
  }
}
