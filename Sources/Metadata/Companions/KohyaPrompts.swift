internal import JSON

/// The prompt file of sd-scripts and musubi-tuner: a line for each prompt with options behind it, or a JSON list. TOML
/// is left out: its reader belongs to the configuration.
package enum KohyaPrompts {
  package static func read(text utf8: [UInt8]) -> PromptList? {
    guard let text = String(validating: utf8, as: UTF8.self) else { return nil }
    let lines = text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" })
    let prompts = lines.compactMap { line -> GenerationParameters? in
      // The trainer looks for `#` before it strips the line: an indented one is a prompt.
      guard line.first != "#" else { return nil }
      let bytes = Array(String(String.UnicodeScalarView(line)).utf8)[...].trimmed
      return bytes.isEmpty ? nil : parameters(line: bytes)
    }
    return PromptList(prompts)
  }

  package static func read(json utf8: [UInt8]) -> PromptList? {
    guard let list = (try? JSONParser.parse(utf8, options: MetadataJSON.options))?.array else { return nil }
    return PromptList(
      list.map { entry in
        entry.string.map { parameters(line: Array($0.utf8)[...].trimmed) } ?? parameters(object: entry)
      })
  }

  /// `a fox --n blurry --w 1024 --h 768 --d 42 --s 28 --l 5 --g 3.5`
  private static func parameters(line: ArraySlice<UInt8>) -> GenerationParameters {
    var parts = line.split(separator: " --")
    var parameters = GenerationParameters(dialect: "prompt file")
    if line.hasPrefix(" --") || parts.isEmpty { parts.insert([], at: 0) }
    parameters.prompt = parts[0].trimmed.string
    var width: String?
    var height: String?
    for part in parts.dropFirst() {
      let name = part.prefix { $0 != UInt8(ascii: " ") }
      let value = part.dropFirst(name.count).trimmed
      if name.isText("n") {
        parameters.negativePrompt = value.string
      } else if name.isText("w") {
        width = value.string
      } else if name.isText("h") {
        height = value.string
      } else if name.isText("d") {
        parameters.seed = Figure.seed(value.string)
      } else if name.isText("s") {
        parameters.steps = steps(value.string)
      } else if name.isText("l") {
        parameters.cfg = Figure.number(value.string)
      } else if name.isText("g") {
        parameters.guidance = Figure.number(value.string)
      }
    }
    parameters.setRenderedSize(width: width, height: height)
    return parameters
  }

  private static func parameters(object: JSONValue) -> GenerationParameters {
    var parameters = GenerationParameters(dialect: "prompt file")
    parameters.prompt = object.prompt("prompt")
    parameters.negativePrompt = object.prompt("negative_prompt")
    parameters.seed = Figure.seed(object.text("seed"))
    parameters.steps = steps(object.number("sample_steps"))
    parameters.cfg = object.number("scale")
    parameters.guidance = object.number("guidance_scale")
    parameters.setRenderedSize(width: object.number("width"), height: object.number("height"))
    return parameters
  }

  /// The trainer keeps the number of steps between 1 and 1000.
  private static func steps(_ text: String?) -> String? {
    text.flatMap { Int($0) }.flatMap { (1...1000).contains($0) ? String($0) : nil }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func split(separator: StaticString) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var rest = self
    while let index = rest.index(of: separator) {
      parts.append(rest[..<index])
      rest = rest[(index + separator.utf8CodeUnitCount)...]
    }
    return parts + [rest]
  }
}
