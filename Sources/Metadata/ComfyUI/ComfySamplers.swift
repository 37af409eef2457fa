internal import JSON

/// Which nodes sampled the image, and which of them laid its base.
extension ComfyGraph {
  /// A node that samples, by what it takes in: samplers of every pack have a seed (or a noise) and steps (or sigmas).
  /// So may rgthree's contexts, which only carry them.
  func isSampler(_ node: Node) -> Bool {
    let hasSeed = hasInput("seed", node) || hasInput("noise_seed", node) || hasInput("noise", node)
    return hasSeed && (hasInput("steps", node) || hasInput("sigmas", node)) && !isContext(node)
  }

  /// The samplers the image rests on that themselves rest on no other sampler: what refines, upscales or repairs
  /// stands behind them. Several when parts of the image were sampled apart; none where that hangs on a switch whose
  /// position is not known.
  func baseSamplers(behind outputs: [Node]) -> [Node] {
    let (samplers, undecided) = restingOnNone(behind: outputs)
    guard undecided.count <= 4, undecided.allSatisfy(restsOnTheSame) else { return [] }
    return samplers
  }

  /// Linear in the graph: the links are walked once from the outputs, then once back from the samplers.
  private func restingOnNone(behind outputs: [Node]) -> (samplers: [Node], undecided: [Node]) {
    var users = Edges(from: nodes.count)
    var isReached = Array(repeating: false, count: nodes.count)
    var open = outputs.map(\.index)
    var undecided: [Node] = []
    let secondStages = secondStages
    while let index = open.popLast() {
      if isReached[index] { continue }
      isReached[index] = true
      if !undecidedOptions(of: nodes[index]).isEmpty { undecided.append(nodes[index]) }
      forEachPictureSource(of: nodes[index], secondStages) { source in
        users.add(from: source, to: index)
        open.append(source)
      }
    }
    let samplers = nodes.filter { isReached[$0.index] && isSampler($0) }
    let resting = users.reached(from: samplers.map(\.index))
    return (samplers.filter { !resting[$0.index] }, undecided)
  }

  /// Whether it is all one how the switch stands.
  private func restsOnTheSame(_ undecided: Node) -> Bool {
    let options = undecidedOptions(of: undecided)
    // Each is a walk of its own.
    guard options.count <= 8 else { return false }
    let bases = options.map { option in
      link(option).map { restingOnNone(behind: [$0]).samplers.map(\.index) } ?? []
    }
    return bases.allSatisfy { $0 == bases[0] }
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

  /// Stable Cascade's second stage begins with an empty latent: the picture of the first comes in as its conditioning,
  /// which these nodes make.
  private var secondStages: Set<Int> { Set(nodes.lazy.filter { hasInput("stage_c", $0) }.map(\.index)) }

  /// Where the picture of a node comes from: its latents and images, not its models, texts and control images.
  private func forEachPictureSource(of node: Node, _ secondStages: Set<Int>, _ body: (Int) -> Void) {
    if let selected = selected(of: node) {
      if let link = link(selected) { body(link.index) }
      return
    }
    if !secondStages.isEmpty, let positive = link("positive", of: node), secondStages.contains(positive.index) {
      body(positive.index)
    }
    tape.forEachMember(of: node.inputs) { name, value in
      if carriesPicture(name), let link = link(value) { body(link.index) }
      return true
    }
  }

  private func carriesPicture(_ name: Int) -> Bool {
    func isNamed(_ text: StaticString) -> Bool { tape.key(name, is: text) }
    func begins(_ text: StaticString) -> Bool { tape.key(name, begins: text) }
    return switch tape.shape(of: name)?.first {
    case UInt8(ascii: "i"): begins("image") && !isNamed("image_embeds") || begins("input")
    case UInt8(ascii: "l"): begins("latent")
    case UInt8(ascii: "s"): begins("samples") || isNamed("source") || isNamed("stage_c")
    case UInt8(ascii: "p"): isNamed("pixels") || isNamed("pipe")
    case UInt8(ascii: "b"): isNamed("base_ctx") || isNamed("base_image") || isNamed("background")
    case UInt8(ascii: "a"): begins("any_") || isNamed("anything")
    case UInt8(ascii: "d"): isNamed("destination")
    case UInt8(ascii: "o"): begins("on_") || isNamed("optional_latent") || isNamed("original_image")
    default: isNamed("value") || isNamed("Value") || isNamed("frames") || isNamed("foreground")
    }
  }
}

/// Links between places as lists in three arrays: an array for each place took a third of a small graph's reading.
private struct Edges {
  private var first: [Int]
  private var next: [Int] = []
  private var targets: [Int] = []

  init(from count: Int) { first = Array(repeating: -1, count: count) }

  mutating func add(from source: Int, to target: Int) {
    next.append(first[source])
    first[source] = targets.count
    targets.append(target)
  }

  /// The places to which a way of one link or more leads.
  func reached(from start: [Int]) -> [Bool] {
    var isReached = Array(repeating: false, count: first.count)
    var isOpened = isReached
    var open = start
    while let place = open.popLast() {
      if isOpened[place] { continue }
      isOpened[place] = true
      var edge = first[place]
      while edge >= 0 {
        isReached[targets[edge]] = true
        open.append(targets[edge])
        edge = next[edge]
      }
    }
    return isReached
  }
}
