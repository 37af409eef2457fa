internal import JSON

/// The editor's own graph, embedded as `workflow`, for images that lack `prompt`. Its widgets have no names and their
/// order changes between versions, so only ComfyUI's own nodes are read, only when a kind stands once, and only when
/// the values have the shape that the known order gives them.
enum ComfyWorkflow {
  static func read(_ chunks: TextChunks) -> GenerationParameters? {
    chunks.first("workflow").flatMap { read($0.utf8) }
  }

  static func read(_ utf8: [UInt8]) -> GenerationParameters? {
    guard let nodes = MetadataJSON.object(utf8)?["nodes"]?.array else { return nil }
    let active = nodes.filter { $0["mode"]?.scalarText.map { $0 == "0" } ?? true }
    let workflow = Workflow(nodes: active)
    guard let sampler = workflow.only("KSampler") else { return nil }
    var parameters = GenerationParameters(dialect: "ComfyUI")
    workflow.readSampler(sampler, into: &parameters)
    workflow.readSources(into: &parameters)
    return parameters.isEmpty ? nil : parameters
  }
}

private struct Workflow {
  let nodes: [JSONValue]

  /// The node of that type when there is just one, and something takes what it gives.
  func only(_ type: String) -> JSONValue? {
    let found = nodes.filter { $0["type"]?.string == type }
    return found.count == 1 && isUsed(found[0]) ? found[0] : nil
  }

  private func isUsed(_ node: JSONValue) -> Bool {
    (node["outputs"]?.array ?? []).contains { $0["links"]?.array?.isEmpty == false }
  }

  /// The widgets in order; none when an input replaces one of them, because the value there is then stale.
  private func widgets(_ node: JSONValue?) -> [JSONValue] {
    guard let node, let values = node["widgets_values"]?.array else { return [] }
    let isReplaced = (node["inputs"]?.array ?? []).contains { input in
      guard input["widget"] != nil, let link = input["link"] else { return false }
      return link != .null
    }
    return isReplaced ? [] : values
  }

  /// seed, control_after_generate, steps, cfg, sampler, scheduler, denoise
  func readSampler(_ node: JSONValue, into parameters: inout GenerationParameters) {
    let values = widgets(node)
    guard values.count == 7, let control = values[1].string,
      ["fixed", "increment", "decrement", "randomize"].contains(control)
    else { return }
    parameters.seed = Figure.seed(values[0].scalarText)
    parameters.steps = values[2].scalarText.flatMap(Figure.number)
    parameters.cfg = values[3].scalarText.flatMap(Figure.number)
    parameters.sampler = values[4].string
    parameters.scheduler = values[5].string
  }

  func readSources(into parameters: inout GenerationParameters) {
    let latent = widgets(only("EmptyLatentImage"))
    if latent.count == 3 { parameters.setSize(width: latent[0].scalarText, height: latent[1].scalarText) }
    parameters.model = FileReference.name(widgets(only("CheckpointLoaderSimple")).first?.string)
    let lora = widgets(only("LoraLoader"))
    if lora.count == 3, let name = FileReference.name(lora[0].string) {
      parameters.loras = [.init(name, strength: lora[1].scalarText.flatMap(Figure.number))]
    }
  }
}
