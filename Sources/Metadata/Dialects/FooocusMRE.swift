internal import JSON

/// Fooocus-MRE: JSON in `Comment`, with LoRAs as `l1` to `l5` and their weights as `w1` to `w5`.
enum FooocusMRE {
  private static let known: Set<String> = [
    "prompt", "negative_prompt", "steps", "cfg", "width", "height", "seed", "sampler", "scheduler", "base_model",
  ]

  static func isMeant(by json: JSONValue) -> Bool {
    json["base_model"] != nil && json["cfg"] != nil && json["seed"] != nil && json["sampler"] != nil
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    var parameters = GenerationParameters(dialect: "Fooocus-MRE")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("cfg")
    parameters.sampler = json.text("sampler")
    parameters.scheduler = json.text("scheduler")
    parameters.setSize(width: json.text("width"), height: json.text("height"))
    parameters.model = FileReference.name(json.text("base_model"))
    parameters.prompt = json.prompt("prompt")
    parameters.negativePrompt = json.prompt("negative_prompt")
    parameters.loras = (1...5).compactMap { number in
      FileReference.name(json.text("l\(number)")).map { .init($0, strength: json.number("w\(number)")) }
    }
    parameters.further = json.further(without: known)
    return parameters
  }
}
