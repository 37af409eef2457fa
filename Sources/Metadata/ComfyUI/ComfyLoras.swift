internal import JSON

/// The LoRAs that one node applies, in the spellings of the packs that are in use.
struct ComfyLoras {
  let graph: ComfyGraph
  let node: ComfyGraph.Node

  private typealias LoRA = GenerationParameters.LoRA

  var all: [GenerationParameters.LoRA] {
    if isSwitchedOff || isByChance { return [] }
    if let picked { return picked }
    if let single { return [single] }
    let numbered = numbered
    if !numbered.isEmpty { return numbered }
    let listed = listed
    return listed.isEmpty ? tagged : listed
  }

  /// Easy-Use's stack has a switch for all of it, Comfyroll's loaders as well.
  private var isSwitchedOff: Bool {
    if graph.literal("switch", of: node) == "Off" { return true }
    guard let toggle = graph.input("toggle", of: node) else { return false }
    return graph.tape.kind(of: toggle) == .false || graph.literal(toggle) == "disabled"
  }

  /// Comfyroll's stack that draws from its list.
  private var isByChance: Bool { graph.hasInput("chance_1", node) }

  /// Easy-Use's switcher applies one of its list.
  private var picked: [LoRA]? {
    guard graph.isClass(node, "easy loraSwitcher") else { return nil }
    let inputs = Inputs(graph, node)
    guard let name = inputs.text("lora_\(inputs.text("select") ?? "")_name").flatMap({ FileReference.name($0) }) else {
      return []
    }
    return [LoRA(name, strength: graph.number("lora_strength", of: node)?.text)]
  }

  private static let strengths: [StaticString] = [
    "strength_model", "lora_model_strength", "lora_strength", "lora_weight", "model_strength", "strength", "weight",
  ]

  /// `lora_name` of ComfyUI's own loaders, of Efficiency's and Easy-Use's; `lora` of the Wan wrapper.
  private var single: LoRA? {
    let named = graph.name("lora_name", of: node)?.text ?? graph.input("lora", of: node).flatMap(graph.literal)
    guard let name = FileReference.name(named) else { return nil }
    for strength in Self.strengths where graph.hasInput(strength, node) {
      return LoRA(name, strength: graph.number(strength, of: node)?.text)
    }
    return LoRA(name)
  }

  /// `lora_1` with a switch (rgthree), `lora_01` with `strength_01`, `lora_name_1` with `lora_wt_1` (Efficiency),
  /// `lora_1_name` with `lora_1_strength` (Easy-Use), `lora_name_1` with `lora_strength_1` (Nunchaku), `switch_1`
  /// (Comfyroll).
  private var numbered: [LoRA] {
    // Most nodes hold no numbered LoRA: then nothing is gathered.
    guard graph.hasInput(of: node, where: { graph.tape.key($0, begins: "lora_") }) else { return [] }
    let inputs = Inputs(graph, node)
    let count = (inputs.text("lora_count") ?? inputs.text("num_loras")).flatMap { Int($0) } ?? Int.max
    return inputs.names.compactMap { name in
      guard let number = Self.number(in: name), !(Int(number).map { $0 > count } ?? true) else { return nil }
      return lora(name, number, inputs)
    }
  }

  private func lora(_ name: String, _ number: String, _ inputs: Inputs) -> LoRA? {
    guard let place = inputs.place(name) else { return nil }
    if graph.tape.kind(of: place) == .object { return switched(place, name: "lora") }
    guard inputs.text("switch_" + number) != "Off", let file = FileReference.name(graph.literal(place)) else {
      return nil
    }
    let isAdvanced = inputs.text("input_mode") == "advanced" || inputs.text("mode") == "advanced"
    let simple =
      ["lora_wt_", "strength_", "model_weight_", "lora_strength_"].map { $0 + number } + ["lora_\(number)_strength"]
    let advanced = ["model_str_" + number, "lora_\(number)_model_strength"]
    let strength = (isAdvanced ? advanced + simple : simple + advanced).lazy.compactMap { inputs.text($0) }.first
    return LoRA(file, strength: strength.flatMap(Figure.number))
  }

  /// The digits of `lora_3`, `lora_03`, `lora_name_3`, `lora_3_name`; nil for any other name.
  private static func number(in name: String) -> String? {
    var rest = Array(name.utf8)[...]
    guard rest.hasPrefix("lora_") else { return nil }
    rest = rest.dropFirst(5)
    if rest.hasPrefix("name_") { rest = rest.dropFirst(5) }
    let digits = rest.prefix(while: TextBytes.isDigit)
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty && (rest.isEmpty || rest.isText("_name")) ? digits.string : nil
  }

  /// `{"on": true, "lora": …, "strength": …}`, and the LoRA manager's `{"active": …, "name": …}`.
  private func switched(_ place: Int, name: StaticString) -> LoRA? {
    let tape = graph.tape
    for mark: StaticString in ["on", "active"] {
      if let flag = tape.member(mark, of: place), tape.kind(of: flag) == .false { return nil }
    }
    guard let file = tape.member(name, of: place).flatMap(tape.string).flatMap({ FileReference.name($0) }) else {
      return nil
    }
    return LoRA(file, strength: tape.member("strength", of: place).flatMap(tape.scalarText).flatMap(Figure.number))
  }

  /// The LoRA manager's list, which the page wraps as `{"__value__": […]}`.
  private var listed: [LoRA] {
    guard var list = graph.input("loras", of: node) else { return [] }
    if graph.tape.kind(of: list) == .object, let inner = graph.tape.member("__value__", of: list) { list = inner }
    guard graph.tape.kind(of: list) == .array, graph.link(list) == nil else { return [] }
    return graph.tape.children(of: list).compactMap { switched($0, name: "name") }
  }

  /// `<lora:name:0.5>` in the text of a node that hands a model on. Impact's wildcards load what their text names,
  /// rgthree's prompts only into what comes in, and only with one strength.
  private var tagged: [LoRA] {
    if graph.hasInput("populated_text", node) { return tags(in: ["populated_text"], isStrict: false) }
    guard graph.hasInput("opt_model", node), graph.hasInput("opt_clip", node),
      graph.literal("insert_lora", of: node) != "DISABLE LORAS"
    else { return [] }
    return tags(in: ["prompt", "prompt_g", "prompt_l"], isStrict: true)
  }

  private func tags(in texts: [StaticString], isStrict: Bool) -> [LoRA] {
    texts.compactMap { graph.text($0, of: node)?.text }
      .flatMap { LoRATags.read(Array($0.utf8)[...], kinds: ["lora:"], isStrict: isStrict) }
  }
}

/// A node's inputs by names that are made while reading.
private struct Inputs {
  private let graph: ComfyGraph
  private let places: [String: Int]
  let names: [String]

  init(_ graph: ComfyGraph, _ node: ComfyGraph.Node) {
    self.graph = graph
    let named = graph.inputs(of: node).map { (graph.tape.string($0.name) ?? "", $0.value) }
    names = named.map(\.0)
    places = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  func place(_ name: String) -> Int? { places[name] }

  func text(_ name: String) -> String? { places[name].flatMap(graph.literal) }
}
