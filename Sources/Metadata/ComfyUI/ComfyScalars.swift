internal import JSON

/// Values that an input takes from other nodes: primitives, constants, seed nodes, contexts. Only nodes whose one
/// value is plain are read; what a node computes is not known.
extension ComfyGraph {
  /// More than any graph chains; bounds cycles.
  static let maximumHops = 64

  /// A text of the graph.
  struct Written {
    var text: String
    /// The value on the tape; nil when the text is more, less or another than what stands there.
    var place: Int?

    func map(_ change: (String) -> String?) -> Written? {
      change(text).map { Written(text: $0, place: $0 == text ? place : nil) }
    }
  }

  /// A figure or name that `node` takes in, followed to where it is written.
  func scalar(_ name: StaticString, of node: Node) -> Written? {
    input(name, of: node).flatMap { written(name, at: $0) }
  }

  func number(_ name: StaticString, of node: Node) -> Written? {
    scalar(name, of: node).flatMap { $0.map(Figure.number) }
  }

  func seed(_ name: StaticString, of node: Node) -> Written? {
    scalar(name, of: node).flatMap { $0.map(Figure.seed) }
  }

  func name(_ name: StaticString, of node: Node) -> Written? {
    scalar(name, of: node).flatMap { $0.text.isEmpty ? nil : $0 }
  }

  func writtenLiteral(_ value: Int) -> Written? {
    literal(value).map { Written(text: $0, place: tape.kind(of: value) == .object ? nil : value) }
  }

  private func written(_ name: StaticString, at start: Int) -> Written? {
    var (name, value) = (name, start)
    for _ in 0..<Self.maximumHops {
      if let text = writtenLiteral(value) { return text }
      guard let node = link(value) else { return nil }
      name = outputName(of: node, at: value) ?? name
      guard let next = output(name, of: node) else { return nil }
      value = next
    }
    return nil
  }

  /// The input that a node hands out for what is called `name` where it is used.
  private func output(_ name: StaticString, of node: Node) -> Int? {
    if let selected = selected(of: node) { return selected }
    if isComputing(node) { return nil }
    if Self.isSeed(name), !handsOutSeed(node) { return nil }
    for alias in Self.aliases(of: name) { if let value = input(alias, of: node) { return value } }
    if isPlain(node) {
      for plain in Self.plainNames { if let value = input(plain, of: node) { return value } }
    }
    return input("base_ctx", of: node) ?? soleInput(of: node)
  }

  private static let plainNames: [StaticString] = [
    "value", "Value", "int", "float", "string", "number", "Number", "text",
  ]

  private static func aliases(of name: StaticString) -> [StaticString] {
    switch name.description {
    case "seed", "noise_seed": ["seed", "noise_seed"]
    case "sampler_name": ["sampler_name", "sampler"]
    case "text", "prompt", "text_g", "text_l", "t5xxl", "clip_l": []
    // A node with both lengths may turn them about by its other inputs.
    case "width", "height": []
    default: [name]
    }
  }

  private static let computingMarks: [StaticString] = [
    "expression", "operation", "op", "a", "b", "min", "max", "min_value", "max_value", "minimum", "maximum",
  ]

  /// Arithmetic, random choice and the like: their inputs are not their outputs.
  private func isComputing(_ node: Node) -> Bool {
    Self.computingMarks.contains { hasInput($0, node) }
  }

  /// With a second number beside it (`multiple_of`, `offset`) a value is not handed out as it is.
  private func isPlain(_ node: Node) -> Bool {
    inputs(of: node).filter { tape.kind(of: $0.value) == .number || link($0.value) != nil }.count <= 1
  }

  private static func isSeed(_ name: StaticString) -> Bool {
    name.description == "seed" || name.description == "noise_seed"
  }

  private static let bundled: [StaticString] = [
    "steps", "cfg", "sampler_name", "model", "clip", "vae", "positive", "latent", "base_ctx", "pipe",
  ]

  /// A seed alone, or one in a bundle of what a sampler takes in. Where ranges or counts stand beside it, it begins a
  /// list or is moved on.
  private func handsOutSeed(_ node: Node) -> Bool {
    isPlain(node) || Self.bundled.contains { hasInput($0, node) }
  }

  private func soleInput(of node: Node) -> Int? {
    var inputs = inputs(of: node)
    guard let only = inputs.next(), inputs.next() == nil else { return nil }
    return only.value
  }
}
