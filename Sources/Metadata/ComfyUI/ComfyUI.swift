internal import JSON

/// The graph that ComfyUI embeds: what the base sampler of the saved image was given.
enum ComfyUI {
  static func read(_ utf8: [UInt8], fileStem: String) -> GenerationParameters? {
    do {
      let tape = try JSONTape(utf8, options: MetadataJSON.options)
      return ComfyGraph(tape, nil).map { read($0, fileStem: fileStem) }
    } catch {
      guard MetadataJSON.isMeantAsObject(utf8) else { return nil }
      var parameters = GenerationParameters(dialect: "ComfyUI")
      parameters.problem = "the ComfyUI graph is not valid JSON: \(error)"
      return parameters
    }
  }

  static func read(_ graph: ComfyGraph, fileStem: String) -> GenerationParameters {
    var parameters = GenerationParameters(dialect: "ComfyUI")
    if let name = graph.repeatedName {
      parameters.problem = "the ComfyUI graph gives \"\(name)\" twice"
      return parameters
    }
    let outputs = graph.outputs(fileStem: fileStem)
    guard let first = outputs.nodes.first else {
      return read(graph, bases: graph.baseSamplers(behind: graph.nodes), into: parameters)
    }
    if let plot = graph.plot(behind: first) { return read(graph, plot: plot, into: parameters) }
    let bases = graph.baseSamplers(behind: [first])
    if !outputs.isCertain, differs(graph, outputs.nodes.dropFirst(), from: bases) {
      parameters.problem = "the file's name fits several SaveImage nodes; the first of them is shown"
    }
    return read(graph, bases: bases, into: parameters)
  }

  /// The graph holds one value of what the plot varies, and not which cell has it.
  private static func read(
    _ graph: ComfyGraph, plot: ComfyGraph.Node, into start: GenerationParameters
  ) -> GenerationParameters {
    var parameters = start
    parameters.isGridSheet = graph.literal("ksampler_output_image", of: plot) != "Images"
    if !parameters.isGridSheet {
      parameters.problem = "the image is a cell of a plot in the ComfyUI graph, which does not say which one"
    }
    return parameters
  }

  /// Two saving nodes behind one base sampler leave no doubt. Only some are compared: one that differs is enough, and
  /// a graph with more is read for its first alone.
  private static func differs(
    _ graph: ComfyGraph, _ others: ArraySlice<ComfyGraph.Node>, from bases: [ComfyGraph.Node]
  ) -> Bool {
    others.prefix(16).contains { other in
      graph.baseSamplers(behind: [other]).map(\.index) != bases.map(\.index)
    }
  }

  private static func read(
    _ graph: ComfyGraph, bases: [ComfyGraph.Node], into start: GenerationParameters
  ) -> GenerationParameters {
    var parameters = start
    guard let base = bases.first else {
      parameters.problem = parameters.problem ?? "the ComfyUI graph has no sampler that is known here"
      return parameters
    }
    guard bases.count == 1 else {
      parameters.problem = "the image was put together from several samplers of the ComfyUI graph"
      return parameters
    }
    ComfySampling(graph: graph, sampler: base).fill(&parameters)
    return parameters
  }
}

/// What one sampler was given, wherever in the graph it is written.
private struct ComfySampling {
  let graph: ComfyGraph
  let sampler: ComfyGraph.Node

  func fill(_ parameters: inout GenerationParameters) {
    parameters.seed = told(seed, .digits, as: "seed")
    parameters.steps = told(figure("steps", through: "sigmas"), .number, as: "steps")
    parameters.cfg = told(cfg, .number, as: "cfg")
    parameters.sampler = told(name("sampler_name", through: "sampler"), .string, as: "sampler")
    parameters.scheduler = told(name("scheduler", through: "sigmas"), .string, as: "scheduler")
    parameters.setSize(graph.latentSize(of: sampler))
    let positive = graph.words(.positive, of: sampler)
    parameters.prompt = told(positive.text, .string, as: "prompt")
    parameters.guidance = told(positive.guidance, .number, as: "guidance")
    parameters.negativePrompt = told(graph.words(.negative, of: sampler).text, .string, as: "negative_prompt")
    let loaded = graph.loaded(by: sampler)
    parameters.model = loaded.model
    parameters.loras = loaded.loras
    addFurther(to: &parameters)
  }

  private var seed: ComfyGraph.Written? {
    if addsNoNoise { return nil }
    if graph.hasInput("seed", sampler) { return graph.seed("seed", of: sampler) }
    if graph.hasInput("noise_seed", sampler) { return graph.seed("noise_seed", of: sampler) }
    guard let noise = graph.pastSwitches(graph.link("noise", of: sampler)) else { return nil }
    return graph.seed("noise_seed", of: noise) ?? graph.seed("seed", of: noise)
  }

  private var addsNoNoise: Bool {
    guard let flag = graph.input("add_noise", of: sampler) else { return false }
    return graph.tape.kind(of: flag) == .false || graph.literal(flag) == "disable"
  }

  /// DualCFGGuider weighs two conditionings: the first of its figures is what the prompt counts against.
  private var cfg: ComfyGraph.Written? {
    // Easy-Use has a figure beside the guider that takes none.
    if graph.literal("guider", of: sampler)?.hasSuffix("Basic") == true { return nil }
    return figure("cfg", through: "guider") ?? figure("cfg_conds", through: "guider")
  }

  private func figure(_ name: StaticString, through link: StaticString) -> ComfyGraph.Written? {
    if isOwn(name, besides: link) { return graph.number(name, of: sampler) }
    return node(with: name, behind: link).flatMap { graph.number(name, of: $0) }
  }

  private func name(_ name: StaticString, through link: StaticString) -> ComfyGraph.Written? {
    if graph.isClass(sampler, "FluxSamplerParams+") {
      return onlyName(name.description == "scheduler" ? name : "sampler")
    }
    if isOwn(name, besides: link) { return graph.name(name, of: sampler) }
    return node(with: name, behind: link).flatMap { graph.name(name, of: $0) }
  }

  /// Of a setting that may be a list, as `euler, ddim`, `*` for all, or `!euler` for all others.
  private func onlyName(_ name: StaticString) -> ComfyGraph.Written? {
    guard let text = graph.literal(name, of: sampler), !text.isEmpty,
      text.utf8.allSatisfy({
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || TextBytes.isDigit($0) || $0 == UInt8(ascii: "_")
      })
    else { return nil }
    return .init(text: text)
  }

  /// RES4LYF's samplers have steps and a schedule, Easy-Use's a sampler too, which count only when nothing comes in in
  /// their place. What the Wan wrapper calls scheduler is the sampler, whatever comes in.
  private func isOwn(_ name: StaticString, besides link: StaticString) -> Bool {
    guard graph.hasInput(name, sampler) else { return false }
    return switch link.description {
    case "sigmas":
      graph.link("optional_sigmas", of: sampler) == nil
        && (graph.link("sigmas", of: sampler) == nil || graph.hasInput("text_embeds", sampler))
    case "sampler": graph.link("optional_sampler", of: sampler) == nil
    default: true
    }
  }

  /// The node behind `link` that has that input, past nodes that split or change what passes: SplitSigmas, wrappers
  /// of samplers.
  private func node(with name: StaticString, behind link: StaticString) -> ComfyGraph.Node? {
    var node = graph.pastSwitches(graph.link(link, of: sampler))
    for _ in 0..<ComfyGraph.maximumHops {
      guard let current = node, !graph.hasInput(name, current) else { return node }
      node = graph.pastSwitches(graph.link(link, of: current))
    }
    return nil
  }

  /// Whoever makes a pattern of the graph is told where the text of a dimension stands.
  private func told(
    _ written: ComfyGraph.Written?, _ kind: SlotKind, as dimension: StaticString? = nil
  ) -> String? {
    if let place = written?.place { graph.pattern?.take(place, kind, as: dimension) }
    return written?.text
  }

  private func addFurther(to parameters: inout GenerationParameters) {
    for field: StaticString in ["denoise", "start_at_step", "end_at_step", "shift"] {
      guard let value = told(graph.number(field, of: sampler), .number) else { continue }
      parameters.further.append(.init(field.description, value))
    }
  }
}
