/// Mochi Diffusion: a caption of `Key: value`, a line each with `\n` escaped since its second version, before that with
/// `; ` between them, which a prompt may hold as well.
enum MochiDiffusion {
  private static let keys: Set<String> = [
    "Include in Image", "Exclude from Image", "Model", "Steps", "Guidance Scale", "Seed", "Size", "Quality", "Upscaler",
    "Input Images", "Starting Image", "Strength", "Scheduler", "ML Compute Unit", "Generator",
  ]

  static func read(_ caption: String) -> GenerationParameters? {
    let isSecond = caption.hasPrefix("Metadata Version: 2\n")
    guard let fields = isSecond ? lines(of: caption) : parts(of: caption),
      fields["Generator"]?.hasPrefix("Mochi Diffusion") == true
    else { return nil }
    var parameters = GenerationParameters(dialect: "Mochi Diffusion")
    parameters.seed = Figure.seed(fields["Seed"])
    parameters.steps = fields["Steps"].flatMap(Figure.number)
    parameters.cfg = fields["Guidance Scale"].flatMap(Figure.number)
    parameters.sampler = fields["Scheduler"]
    if let size = fields["Size"] { parameters.setSize(Figure.size(Array(size.utf8)[...])) }
    parameters.model = fields["Model"]
    parameters.prompt = fields["Include in Image"]
    parameters.negativePrompt = fields["Exclude from Image"]
    return parameters.isEmpty ? nil : parameters
  }

  private static func lines(of caption: String) -> [String: String]? {
    let fields = caption.split(separator: "\n").compactMap { line in
      field(line).map { ($0.name, unescaped($0.value)) }
    }
    return Dictionary(fields, uniquingKeysWith: { first, _ in first })
  }

  /// Nil when a key stands twice: then one of them is a word of a prompt.
  private static func parts(of caption: String) -> [String: String]? {
    var fields: [String: String] = [:]
    var current: String?
    for part in caption.split(separator: "; ", omittingEmptySubsequences: false) {
      if let field = field(part) {
        guard fields.updateValue(field.value, forKey: field.name) == nil else { return nil }
        current = field.name
      } else if let current {
        fields[current]? += "; " + part
      }
    }
    return fields
  }

  private static func field(_ text: Substring) -> (name: String, value: String)? {
    guard let colon = text.firstIndex(of: ":"), keys.contains(String(text[..<colon])) else { return nil }
    return (String(text[..<colon]), Array(text[colon...].dropFirst().utf8)[...].trimmed.string)
  }

  private static func unescaped(_ value: String) -> String {
    var result = ""
    var characters = value.makeIterator()
    while let character = characters.next() {
      guard character == "\\", let escaped = characters.next() else {
        result.append(character)
        continue
      }
      result.append(escaped == "n" ? "\n" : escaped == "r" ? "\r" : escaped)
    }
    return result
  }
}
