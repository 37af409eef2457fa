internal import JSON

/// rgthree's nodes whose outputs are inputs of theirs: which one is handed out is told by the link's slot, not by the
/// name where it is used.
extension ComfyGraph {
  private static let configOutputs: [StaticString?] = [
    "steps_total", "refiner_step", "cfg", "sampler_name", "scheduler",
  ]
  /// The first is the context with all that is in it.
  private static let contextOutputs: [StaticString?] = [
    nil, "model", "clip", "vae", "positive", "negative", "latent", "images", "seed", "steps", "step_refiner", "cfg",
    "ckpt_name", "sampler", "scheduler", "clip_width", "clip_height",
  ]

  /// `Context (rgthree)`, `Context Big (rgthree)` and the switches between them.
  func isContext(_ node: Node) -> Bool { tape.key(node.classType, begins: "Context") }

  /// Which input comes out where a link leads; nil at other nodes.
  func outputName(of node: Node, at link: Int) -> StaticString? {
    let isConfig = isClass(node, "KSampler Config (rgthree)")
    guard isConfig || isContext(node),
      let slot = tape.pair(link).flatMap({ tape.scalarText($0.second) }).flatMap({ Int($0) })
    else { return nil }
    let names = isConfig ? Self.configOutputs : Self.contextOutputs
    return names.indices.contains(slot) ? names[slot] : nil
  }
}
