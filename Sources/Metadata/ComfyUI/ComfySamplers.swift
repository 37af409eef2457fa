internal import JSON

/// Which nodes sampled the image, and which of them laid its base.
extension ComfyGraph {
  /// A node that samples, by what it takes in: samplers of every pack have a seed (or a noise) and steps (or sigmas).
  func isSampler(_ node: Node) -> Bool {
    let hasSeed = hasInput("seed", node) || hasInput("noise_seed", node) || hasInput("noise", node)
    return hasSeed && (hasInput("steps", node) || hasInput("sigmas", node))
  }

  /// The samplers the image rests on that themselves rest on no other sampler: what refines, upscales or repairs
  /// stands behind them. Several when parts of the image were sampled apart.
  ///
  /// Linear in the graph: the links are walked once from the outputs, then once back from the samplers.
  func baseSamplers(behind outputs: [Node]) -> [Node] {
    var users: [[Int]] = Array(repeating: [], count: nodes.count)
    var isReached = Array(repeating: false, count: nodes.count)
    var open = outputs.map(\.index)
    while let index = open.popLast() {
      if isReached[index] { continue }
      isReached[index] = true
      forEachPictureSource(of: nodes[index]) { source in
        users[source].append(index)
        open.append(source)
      }
    }
    let samplers = nodes.filter { isReached[$0.index] && isSampler($0) }
    let resting = reachable(from: samplers.flatMap { users[$0.index] }, along: users)
    return samplers.filter { !resting[$0.index] }
  }

  /// The node that lays the cells of an X/Y plot out as one picture (Efficiency, Easy-Use, tinyterra), behind `output`.
  func plot(behind output: Node) -> Node? {
    guard nodes.contains(where: isPlot) else { return nil }
    var isReached = Array(repeating: false, count: nodes.count)
    var open = [output]
    while let node = open.popLast() {
      if isReached[node.index] { continue }
      if isPlot(node) { return node }
      isReached[node.index] = true
      open += inputs(of: node).compactMap { link($0.value) }
    }
    return nil
  }

  private func isPlot(_ node: Node) -> Bool {
    hasInput("grid_spacing", node) && (hasInput("XY_flip", node) || hasInput("flip_xy", node))
  }

  private func reachable(from start: [Int], along edges: [[Int]]) -> [Bool] {
    var isReached = Array(repeating: false, count: edges.count)
    var open = start
    while let index = open.popLast() {
      if isReached[index] { continue }
      isReached[index] = true
      open.append(contentsOf: edges[index])
    }
    return isReached
  }

  /// Where the picture of a node comes from: its latents and images, not its models, texts and control images.
  private func forEachPictureSource(of node: Node, _ body: (Int) -> Void) {
    if let selected = selected(of: node) {
      if let link = link(selected) { body(link.index) }
      return
    }
    for (name, value) in inputs(of: node) where carriesPicture(tape.raw(name)) {
      if let link = link(value) { body(link.index) }
    }
  }

  private func carriesPicture(_ name: ArraySlice<UInt8>) -> Bool {
    switch name.first {
    case UInt8(ascii: "i"): name.hasPrefix("image") && !name.isText("image_embeds") || name.hasPrefix("input")
    case UInt8(ascii: "l"): name.hasPrefix("latent")
    case UInt8(ascii: "s"): name.hasPrefix("samples") || name.isText("source")
    case UInt8(ascii: "p"): name.isText("pixels") || name.isText("pipe")
    case UInt8(ascii: "b"): name.isText("base_ctx") || name.isText("base_image") || name.isText("background")
    case UInt8(ascii: "a"): name.hasPrefix("any_") || name.isText("anything")
    case UInt8(ascii: "d"): name.isText("destination")
    case UInt8(ascii: "o"): name.isText("optional_latent") || name.isText("original_image")
    default: name.isText("value") || name.isText("frames") || name.isText("foreground")
    }
  }
}
