internal import JSON

/// A text input, followed to the node where it is written. Words are what wildcards, stylers and language models like
/// to change on the way, so fewer nodes are trusted than for figures.
extension ComfyGraph {
  func text(_ name: StaticString, of node: Node) -> Written? {
    guard let value = input(name, of: node) else { return nil }
    return text(value, hops: 0)
  }

  private func text(_ value: Int, hops: Int) -> Written? {
    if let text = writtenLiteral(value) { return text }
    guard hops < 16, let node = link(value) else { return nil }
    if let selected = selected(of: node) { return text(selected, hops: hops + 1) }
    if isClass(node, "Text Multiline") { return textWithoutComments(of: node, hops: hops) }
    if isClass(node, "StringConcatenate") { return concatenation(node, hops: hops) }
    return plainText(of: node).flatMap { text($0, hops: hops + 1) }
  }

  /// WAS' node leaves out lines that begin with `#`.
  private func textWithoutComments(of node: Node, hops: Int) -> Written? {
    guard let text = input("text", of: node).flatMap({ self.text($0, hops: hops + 1) })?.text else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Written(text: lines.filter { !Array($0.utf8)[...].trimmed.hasPrefix("#") }.joined(separator: "\n"))
  }

  /// ComfyUI's own node: two texts and what stands between them.
  private func concatenation(_ node: Node, hops: Int) -> Written? {
    // Two branches at each of many nodes would double with every hop.
    guard hops < 6, let a = input("string_a", of: node), let b = input("string_b", of: node),
      let first = text(a, hops: hops + 1)?.text, let second = text(b, hops: hops + 1)?.text,
      let delimiter = literal("delimiter", of: node)
    else { return nil }
    return Written(text: first + delimiter + second)
  }

  /// LoRA manager's encoder puts the trigger words that come in before its text, and fills in `__wildcards__` and
  /// `{choices}` itself.
  func textWithTriggers(of node: Node) -> Written? {
    guard let text = text("text", of: node)?.text, !text.contains("__"), !text.contains("{") else { return nil }
    var texts: [String] = []
    for (name, value) in inputs(of: node) where tape.key(name, begins: "trigger_words") {
      guard let trigger = self.text(value, hops: 0)?.text else { return nil }
      if !trigger.isEmpty { texts.append(trigger) }
    }
    return Written(text: (texts + [text]).joined(separator: ", "))
  }

  private static let textNames: [StaticString] = [
    "text", "value", "string", "prompt", "populated_text", "Text", "String", "positive", "negative",
  ]

  /// The one text a node holds. A seed beside it means that chance has a say, any other number that a part of it is
  /// taken, a second text that it is mixed.
  private func plainText(of node: Node) -> Int? {
    if let populated = input("populated_text", of: node) { return populated }
    // rgthree's has lists to choose from beside its text, which only help to write it.
    if tape.key(node.classType, begins: "Power Prompt") { return input("prompt", of: node) }
    guard !hasInput("seed", node), !inputs(of: node).contains(where: { tape.kind(of: $0.value) == .number }) else {
      return nil
    }
    let texts = inputs(of: node).filter { isTextual($0.value) && !isDisplay($0.name) }
    guard texts.count == 1, let only = texts.first else { return nil }
    return Self.textNames.contains { tape.key(only.name, is: $0) } ? only.value : nil
  }

  private func isTextual(_ value: Int) -> Bool { tape.kind(of: value) == .string || link(value) != nil }

  /// ShowText keeps what it showed last time as `text_0`, `text_1`, …
  private func isDisplay(_ name: Int) -> Bool {
    let name = tape.raw(name)
    return name.hasPrefix("text_") && name.dropFirst(5).isDigits
  }
}
