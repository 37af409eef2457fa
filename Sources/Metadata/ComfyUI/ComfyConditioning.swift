/// The words behind a sampler: along `positive` or `negative` to the node that encodes a text.
extension ComfyGraph {
  enum Side {
    case positive
    case negative

    /// Where the walk goes on.
    var links: [StaticString] {
      switch self {
      case .positive: Self.positiveLinks
      case .negative: Self.negativeLinks
      }
    }

    /// The input that holds the text itself at nodes that load, encode and sample in one, or leads on to it.
    var textOrLink: StaticString {
      switch self {
      case .positive: "positive"
      case .negative: "negative"
      }
    }

    /// Others that hold the text itself.
    var texts: [StaticString] {
      switch self {
      case .positive: Self.positiveTexts
      case .negative: Self.negativeTexts
      }
    }

    // Kept, because every node on the way is asked for them.
    private static let positiveLinks: [StaticString] = [
      "positive", "pos", "base_positive", "conditioning", "cond1", "text_embeds", "guider",
    ]
    private static let negativeLinks: [StaticString] = ["negative", "neg", "base_negative", "text_embeds", "guider"]
    private static let positiveTexts: [StaticString] = ["positive_prompt", "positive_text"]
    private static let negativeTexts: [StaticString] = ["negative_prompt", "negative_text"]
  }

  struct Words {
    var text: Written?
    /// Flux' distilled guidance, set on the way; the one nearest to the sampler holds.
    var guidance: Written?
  }

  /// Bundles that pass model, conditioning and latent on together.
  static let pipes: [StaticString] = ["pipe", "basic_pipe", "base_ctx", "sdxl_tuple", "ctx", "context"]

  func words(_ side: Side, of sampler: Node) -> Words {
    var words = Words()
    var node = sampler
    for _ in 0..<Self.maximumHops {
      if words.guidance == nil { words.guidance = guidance(of: node) }
      if let text = ownText(side, of: node) {
        words.text = text.isKnown ? text.text : nil
        return words
      }
      guard !isZeroed(node), let next = conditioning(side, of: node) else { return words }
      node = next
    }
    return words
  }

  /// SwarmUI's encoder has -1 for none.
  private func guidance(of node: Node) -> Written? {
    number("guidance", of: node).flatMap { $0.text.hasPrefix("-") ? nil : $0 }
  }

  /// A conditioning of zeros has no words, whatever text it was made from.
  private func isZeroed(_ node: Node) -> Bool { isClass(node, "ConditioningZeroOut") }

  private struct OwnText {
    var text: Written?
    var isKnown: Bool { text != nil }
  }

  /// The node's own text; nil when it has none and the walk goes on.
  private func ownText(_ side: Side, of node: Node) -> OwnText? {
    if isClass(node, "easy pipeEdit") { return editedText(side, of: node) }
    if let text = input(side.textOrLink, of: node).flatMap(writtenLiteral) { return OwnText(text: text) }
    for name in side.texts where hasInput(name, node) { return OwnText(text: text(name, of: node)) }
    return encodedText(of: node)
  }

  /// Easy-Use's node that puts a text in the place of the pipe's, or mixes the two; without one it changes nothing.
  private func editedText(_ side: Side, of node: Node) -> OwnText? {
    guard let text = text(side == .positive ? "optional_positive" : "optional_negative", of: node),
      link(side == .positive ? "pos" : "neg", of: node) == nil
    else { return OwnText() }
    if text.text.isEmpty { return nil }
    return OwnText(text: literal("conditioning_mode", of: node) == "replace" ? text : nil)
  }

  /// What a text encoder takes in.
  private func encodedText(of node: Node) -> OwnText? {
    guard Self.encoderModels.contains(where: { hasInput($0, node) }) else { return nil }
    if isClass(node, "Prompt (LoraManager)") { return OwnText(text: textWithTriggers(of: node)) }
    let parts = Self.partTexts.filter { hasInput($0, node) }
    if !parts.isEmpty { return OwnText(text: partedText(parts, of: node)) }
    for name in Self.encoderTexts where hasInput(name, node) { return OwnText(text: text(name, of: node)) }
    return nil
  }

  private static let encoderModels: [StaticString] = ["clip", "text_encoder", "t5", "opt_clip"]
  /// One for each of the models that an encoder is made of.
  private static let partTexts: [StaticString] = [
    "text_g", "text_l", "clip_g", "clip_l", "t5xxl", "llama", "mt5xl", "bert", "qwen25_7b", "prompt_g",
    "prompt_l",
  ]
  private static let encoderTexts: [StaticString] = ["text", "prompt", "populated_text", "user_prompt", "caption"]

  /// smZ's encoder holds a text for all parts as well, and a switch that says which of them counts.
  private func partedText(_ parts: [StaticString], of node: Node) -> Written? {
    switch flag("with_SDXL", of: node) {
    case false?: text("text", of: node)
    case true?: agreedText(parts, of: node)
    case nil: agreedText(parts + ["text"], of: node)
    }
  }

  /// Several texts are known as one when all of them that have words agree.
  private func agreedText(_ names: [StaticString], of node: Node) -> Written? {
    var agreed = ""
    for name in names where hasInput(name, node) {
      guard let text = text(name, of: node)?.text, text.isEmpty || agreed.isEmpty || text == agreed else { return nil }
      if agreed.isEmpty { agreed = text }
    }
    return Written(text: agreed)
  }

  private func conditioning(_ side: Side, of node: Node) -> Node? {
    if let selected = selected(of: node) { return link(selected) }
    if let link = link(anyOf: side.links, of: node) { return link }
    // At a node that handles one conditioning only, the walk for the negative goes on along it as well.
    if let link = link("conditioning", of: node), !isGuider(node) { return link }
    return link(anyOf: Self.pipes, of: node)
  }

  /// Flux' BasicGuider has a `conditioning` that is the positive one.
  private func isGuider(_ node: Node) -> Bool { hasInput("model", node) }
}
