internal import JSON

/// The job of ai-toolkit as it keeps it beside its samples: `.job_config.json` as its page wrote it, `config.yaml` as
/// the training wrote it.
package enum AIToolkitConfig {
  package static func read(json utf8: [UInt8]) -> PromptList? { MetadataJSON.object(utf8).flatMap(read) }

  package static func read(yaml utf8: [UInt8]) -> PromptList? {
    (try? PlainYAML.parse(utf8)).flatMap(read)
  }

  private static func read(_ job: JSONValue) -> PromptList? {
    let processes = job["config"]?["process"]?.array ?? []
    // Several processes write into one folder, and a name does not tell which.
    guard processes.count == 1, let sample = processes[0]["sample"], sample.members != nil else { return nil }
    var seed = SampleSeed(sample)
    let trigger = processes[0]["trigger_word"]?.string
    let prompts = items(of: sample).enumerated().map { index, item in
      parameters(item, sample, seed: seed.next(index, item), trigger)
    }
    let first = processes[0]["first_sample"] ?? .null
    return PromptList(prompts, isOtherAtStart: first != .null)
  }

  private static func items(of sample: JSONValue) -> [JSONValue] {
    if let samples = sample["samples"]?.array { return samples }
    return (sample["prompts"]?.array ?? []).map { .object([.init("prompt", $0)]) }
  }

  private static func parameters(
    _ item: JSONValue, _ sample: JSONValue, seed: String?, _ trigger: String?
  ) -> GenerationParameters {
    var parameters = GenerationParameters(dialect: "ai-toolkit")
    let prompt = item["prompt"]?.string
    // Options in the text override the settings; rather than read some of them, nothing is said of such an entry.
    guard prompt?.contains("--") != true else { return parameters }
    parameters.prompt = prompt.flatMap { expanded($0, trigger) }
    parameters.negativePrompt = (item["neg"] ?? sample["neg"])?.string
    parameters.seed = seed
    parameters.steps = item.number("sample_steps") ?? sample.number("sample_steps")
    parameters.cfg = item.number("guidance_scale") ?? sample.number("guidance_scale")
    parameters.setRenderedSize(
      width: item.number("width") ?? sample.number("width"), height: item.number("height") ?? sample.number("height"))
    return parameters
  }

  /// `[trigger]` stands for the trigger word; without one it was rendered as it stands.
  private static func expanded(_ prompt: String, _ trigger: String?) -> String {
    guard let trigger, !trigger.isEmpty else { return prompt }
    var text = ""
    var rest = prompt[...]
    while let mark = rest.firstRange(of: "[trigger]") {
      text += rest[..<mark.lowerBound] + trigger
      rest = rest[mark.upperBound...]
    }
    return text + rest
  }

  /// One seed for all, or the next for each with `walk_seed`; a prompt's own seed also holds for those after it, until
  /// the walk sets it anew.
  private struct SampleSeed {
    private let start: String?
    private let walks: Bool?
    private var current: String?

    init(_ sample: JSONValue) {
      start = Figure.seed(sample["seed"]?.scalarText)
      walks =
        switch sample["walk_seed"] {
        case .bool(let flag): flag
        case nil: false
        default: nil
        }
      current = start
    }

    mutating func next(_ index: Int, _ item: JSONValue) -> String? {
      if walks == true { current = start.flatMap { Self.adding(index, to: $0) } }
      if walks == nil { current = nil }
      if let own = item["seed"], own != .null { current = Figure.seed(own.scalarText) }
      return current
    }

    private static func adding(_ index: Int, to seed: String) -> String? {
      guard let number = UInt64(seed) else { return nil }
      let (sum, overflows) = number.addingReportingOverflow(UInt64(index))
      return overflows ? nil : String(sum)
    }
  }
}
