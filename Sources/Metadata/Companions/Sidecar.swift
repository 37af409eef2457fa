internal import JSON

/// A file that stands beside one image under its name: A1111's, EasyDiffusion's and ai-toolkit's `.txt`, SwarmUI's `.swarm.json`, and
/// `.json` in the shape of any text that is known inside an image.
package enum Sidecar {
  /// The endings that take the place of the image's own, the most telling first.
  package static let endings = [".swarm.json", ".json", ".txt"]

  /// Captions are short; what is longer is a log or a book.
  private static let longestPrompt = 65_536

  package static func read(_ utf8: [UInt8], ending: String, fileStem: String) -> GenerationParameters? {
    ending == ".txt" ? readText(utf8) : readJSON(utf8, fileStem: fileStem)
  }

  private static func readText(_ utf8: [UInt8]) -> GenerationParameters? {
    guard utf8.count <= longestPrompt, String(validating: utf8, as: UTF8.self) != nil, !utf8.contains(0) else {
      return nil
    }
    let text = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? utf8.dropFirst(3) : utf8[...]
    let settings = A1111.read(Array(text))
    if settings.hasSettings { return settings }
    if let fields = EasyDiffusion.read(lines: text.string) { return fields }
    guard !text.trimmed.isEmpty else { return nil }
    var prompt = GenerationParameters(dialect: "prompt file")
    prompt.prompt = text.trimmed.string
    return prompt
  }

  private static func readJSON(_ utf8: [UInt8], fileStem: String) -> GenerationParameters? {
    guard let json = MetadataJSON.object(utf8) else { return nil }
    // What InvokeAI calls scheduler is the sampler of all others, so its files must be known by their own names.
    let isInvokeAI = json["generation_mode"] != nil || json["positive_prompt"] != nil
    for keyword in (isInvokeAI ? ["invokeai_metadata"] : []) + ["parameters", "prompt"] {
      let chunk = TextChunk(keyword: keyword, bytes: utf8)
      if let found = Dialects.read([chunk], fileStem: fileStem), found.hasSettings { return found }
    }
    return readPlain(json)
  }

  /// The settings under the names of ComfyUI's sampler, as scripts that drive it write them.
  private static func readPlain(_ json: JSONValue) -> GenerationParameters? {
    var parameters = GenerationParameters(dialect: "settings")
    parameters.seed = Figure.seed(json.text("seed"))
    parameters.steps = json.number("steps")
    parameters.cfg = json.number("cfg")
    parameters.sampler = json.text("sampler_name", "sampler")
    parameters.scheduler = json.text("scheduler")
    parameters.setSize(width: json.number("width"), height: json.number("height"))
    parameters.prompt = json.prompt("prompt_text", "prompt")
    parameters.negativePrompt = json.prompt("negative_prompt")
    return parameters.seed != nil && parameters.steps != nil ? parameters : nil
  }
}
