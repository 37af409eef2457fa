internal import JSON

/// The size of the latent a base sampler began with.
extension ComfyGraph {
  private static let latentLinks: [StaticString] = [
    "latent_image", "latent", "optional_latent", "image_embeds", "samples", "pipe", "basic_pipe", "base_ctx",
    "sdxl_tuple",
  ]

  func latentSize(of sampler: Node) -> (width: String, height: String)? {
    var node = sampler
    for hop in 0..<Self.maximumHops {
      if hop > 0 {
        if let size = ownSize(of: node) { return size }
        guard passesLatent(node) else { return nil }
      }
      guard let next = pastSwitches(link(anyOf: Self.latentLinks, of: node)) else { return nil }
      node = next
    }
    return nil
  }

  private func ownSize(of node: Node) -> (width: String, height: String)? {
    // Easy-Use: the two lengths count only while the list above them says so.
    if let resolution = literal("resolution", of: node), hasInput("empty_latent_width", node) {
      if let size = Figure.size(Array(resolution.utf8)[...]) { return size }
    }
    if hasInput("empty_latent_width", node) { return lengths("empty_latent_width", "empty_latent_height", of: node) }
    return hasPreset(node) ? nil : lengths("width", "height", of: node)
  }

  /// A list to choose from beside the lengths may overrule or turn them; an image or latent that comes in has a size
  /// of its own.
  private func hasPreset(_ node: Node) -> Bool {
    if isClass(node, "LatentUpscale") { return false }
    return hasInput(of: node) { name in
      if Self.plainSizes.contains(where: { tape.key(name, is: $0) }) { return false }
      let name = tape.raw(name)
      return name.isText("image") || name.isText("pixels") || name.isText("samples")
        || Self.presetMarks.contains { name.index(of: $0) != nil }
    }
  }

  /// What most nodes with a size have, and nothing else: not searched for the marks.
  private static let plainSizes: [StaticString] = ["width", "height", "batch_size"]
  private static let presetMarks: [StaticString] = [
    "ratio", "preset", "resolution", "dimension", "swap", "orientation", "factor", "multiplier",
  ]

  private func lengths(_ width: StaticString, _ height: StaticString, of node: Node) -> (String, String)? {
    guard let width = number(width, of: node), let height = number(height, of: node) else { return nil }
    return (width.text, height.text)
  }

  private static let passing: [StaticString] = [
    "RepeatLatentBatch", "LatentFromBatch", "SetLatentNoiseMask", "LatentBatchSeedBehavior", "Context (rgthree)",
    "Context Big (rgthree)", "FromBasicPipe", "ToBasicPipe", "Reroute",
  ]

  /// Nodes that hand a latent on at the size it has.
  private func passesLatent(_ node: Node) -> Bool {
    Self.passing.contains { isClass(node, $0) } || (hasInput("pipe", node) && !hasInput("image", node))
  }
}
