import Testing

@testable import Configuration

struct TrainingRunsTests {
  private func runs(_ text: String) throws -> [RunPattern] {
    let folder = try Scratch()
    return try Configuration.load(.init(configPath: try folder.write(text))).trainingRuns
  }

  @Test func aRunReadsTheFoldersOfItsPattern() throws {
    let runs = try runs(
      #"""
      [[training_runs]]
      name = "psai4rt v0.3.0"
      pattern = '^psyart/qwen/psai4rt-v0\.3\.0-.+'
        [[training_runs.dimensions]]
        name = "step"
        type = "int"
        pattern = '-steps-(\d+)-'
        [[training_runs.dimensions]]
        name = "rate"
        type = "float"
        pattern = 'lr=([^/]+)'
        [[training_runs.dimensions]]
        name = "kind"
        pattern = '-(?:final|(draft))$'
      """#)
    let run = try #require(runs.first)
    #expect(run.name == "psai4rt v0.3.0")
    #expect(run.matches(folderPath: "psyart/qwen/psai4rt-v0.3.0-x"))
    #expect(!run.matches(folderPath: "psyart/qwen/psai4rt-v0x3.0-x"))
    #expect(!run.matches(folderPath: "old/psyart/qwen/psai4rt-v0.3.0-x"))
    #expect(
      run.dimensions(folderPath: "psyart/qwen/psai4rt-v0.3.0-steps-00004500-a/lr=1e-4/b-draft") == [
        RunDimension(name: "step", value: "4500"), RunDimension(name: "rate", value: "1e-4"),
        RunDimension(name: "kind", value: "draft"),
      ])
    #expect(run.dimensions(folderPath: "psyart/qwen/psai4rt-v0.3.0-final") == [])
  }

  @Test(arguments: [
    ("int", "00004500", "4500", false), ("int", "0000", "0", false), ("int", "-07", "-7", false),
    ("int", "-0", "0", false), ("int", "+7", "7", false),
    ("int", "18446744073709551616", "18446744073709551616", false),
    ("int", "4.5", "4.5", true), ("int", "x", "x", true), ("int", "٣", "٣", true), ("int", "-", "-", true),
    ("float", "0.50", "0.50", false), ("float", "1e-4", "1e-4", false), ("float", "nan", "nan", true),
    ("string", "007", "007", false),
  ])
  func aValueFollowsItsType(type: String, text: String, value: String, isProblem: Bool) throws {
    let run = try #require(
      try runs(
        """
        training_runs = [{name = "r", pattern = "", dimensions = [{name = "d", type = "\(type)", pattern = "d=(.*)$"}]}]
        """
      ).first)
    let dimension = try #require(run.dimensions(folderPath: "a/d=\(text)").first)
    #expect(dimension.value == value)
    #expect((dimension.problem != nil) == isProblem)
  }

  static let run = "[[training_runs]]\nname = \"a\"\npattern = 'a'\n"
  static let dimension = run + "[[training_runs.dimensions]]\nname = \"d\"\n"
  static let problems = [
    ("[[training_runs]]", ["c:1:1: this training run has no `name`", "c:1:1: this training run has no `pattern`"]),
    (run + run, ["c:5:8: a second training run is named `a`"]),
    ("[training_runs]", ["c:1:1: `training_runs` must be a list of tables, write `[[training_runs]]` above each"]),
    (run + "patern = 1", ["c:4:1: unknown key `patern` in `[[training_runs]]`, did you mean `pattern`?"]),
    (dimension + "pattern = 'x'", ["c:6:11: `x` has 0 capture groups and needs exactly one, put the value in `( )`"]),
    (
      dimension + "pattern = '(x)(?<y>y)'",
      [
        "c:6:11: `(x)(?<y>y)` has 2 capture groups and needs exactly one, write `(?: )` for groups that are not the value"
      ]
    ),
    (
      dimension + "pattern = '(x'",
      ["c:6:11: bad regular expression `(x`: expected ')', single quotes keep backslashes as they are"]
    ),
    (
      dimension + "pattern = '\\p{Foo}'",
      ["c:6:11: bad regular expression `\\p{Foo}`: unknown character property 'Foo'"]
    ),
    (
      dimension + "pattern = '(x)'\ntype = \"integer\"",
      ["c:7:8: a dimension's `type` must be \"int\", \"float\" or \"string\""]
    ),
    (
      dimension + "pattern = '(x)'\n[[training_runs.dimensions]]\nname = \"d\"\npattern = '(x)'",
      ["c:8:8: a second dimension of this run is named `d`"]
    ),
  ]

  @Test(arguments: problems) func aBadRunIsReported(text: String, problems: [String]) throws {
    #expect(try Scratch().problems(text) == problems)
  }

  @Test(arguments: [
    (".", "a training run cannot be named `.`, browsers would swallow it from the address"),
    ("..", "a training run cannot be named `..`, browsers would swallow it from the address"),
    ("", "the name of this training run is empty"),
    ("a\\tb", "the name of this training run holds a control character"),
  ])
  func aNameThatCannotBeAnId(name: String, problem: String) throws {
    #expect(try Scratch().problems("[[training_runs]]\nname = \"\(name)\"\npattern = 'x'") == ["c:2:8: " + problem])
  }
}
