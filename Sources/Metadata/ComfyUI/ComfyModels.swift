/// The model behind a sampler and the LoRAs on the way to it.
extension ComfyGraph {
  struct Loaded {
    var model: String?
    /// In the order they were applied.
    var loras: [GenerationParameters.LoRA] = []
  }

  private static let nameInputs: [StaticString] = [
    "ckpt_name", "unet_name", "base_ckpt_name", "model_name", "model_path", "gguf_name", "diffusion_name",
  ]
  private static let stackLinks: [StaticString] = ["lora_stack", "optional_lora_stack", "prev_lora", "lora"]
  private static let modelLinks: [StaticString] = ["model", "guider", "unet", "MODEL", "diffusion_model", "opt_model"]

  func loaded(by sampler: Node) -> Loaded {
    var loaded = Loaded()
    var node = sampler
    for hop in 0..<Self.maximumHops {
      if hop > 0 {
        // The walk goes from the last applied to the first.
        loaded.loras = loras(of: node) + loaded.loras
        if let name = modelName(of: node) {
          loaded.model = FileReference.name(name)
          break
        }
      }
      guard let next = modelSource(of: node) else { break }
      node = next
    }
    return loaded
  }

  private func modelSource(of node: Node) -> Node? {
    if let override = modelOverride(of: node) { return override }
    if let selected = selected(of: node) { return link(selected) }
    // A merge of two models has no one name.
    if hasInput("model1", node), hasInput("model2", node) { return nil }
    if let link = link(anyOf: Self.modelLinks, of: node) { return link }
    return link(anyOf: Self.pipes, of: node)
  }

  /// Easy-Use's loaders take this model instead of the one they name.
  private func modelOverride(of node: Node) -> Node? { link("model_override", of: node) }

  private func modelName(of node: Node) -> String? {
    if modelOverride(of: node) != nil { return nil }
    // Nodes on the way may name a second model (IP-Adapter, upscaler); the one that is loaded has no model come in.
    if let model = input("model", of: node) { return literal(model) }
    for name in Self.nameInputs where hasInput(name, node) { return scalar(name, of: node)?.text }
    return nil
  }

  private func loras(of node: Node) -> [GenerationParameters.LoRA] {
    var loras = ComfyLoras(graph: self, node: node).all
    var stack = stackLink(of: node)
    for _ in 0..<Self.maximumHops {
      guard let node = stack else { break }
      loras = ComfyLoras(graph: self, node: node).all + loras
      stack = stackLink(of: node)
    }
    return loras
  }

  /// LoRAs that are gathered in a stack of their own and applied all at once.
  private func stackLink(of node: Node) -> Node? {
    pastSwitches(link(anyOf: Self.stackLinks, of: node))
  }
}
