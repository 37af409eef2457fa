internal import JSON

/// Nodes that hand on one of several inputs as it is, and settings that are on or off.
extension ComfyGraph {
  /// The input that a switch hands on; nil at other nodes and where the choice is not known.
  func selected(of node: Node) -> Int? {
    if let chooser = chooser(of: node) { return chosen(by: chooser, of: node) }
    if hasInput("on_true", node) || hasInput("on_false", node) { return branch(of: node) }
    if isClass(node, "Any Switch (rgthree)") { return firstLinked(of: node, named: "any_") }
    return tape.key(node.classType, begins: "Context Switch") ? firstLinked(of: node, named: "ctx_") : nil
  }

  /// Where a link leads in the end.
  func pastSwitches(_ start: Node?) -> Node? {
    var node = start
    for _ in 0..<Self.maximumHops {
      guard let current = node, let selected = selected(of: current) else { return node }
      node = link(selected)
    }
    return nil
  }

  /// What a switch chooses from when its position is not known; none at other nodes.
  func undecidedOptions(of node: Node) -> [Int] {
    guard selected(of: node) == nil else { return [] }
    if chooser(of: node) != nil { return options(of: node).map(\.value) }
    guard let onTrue = input("on_true", of: node), let onFalse = input("on_false", of: node) else { return [] }
    return [onTrue, onFalse]
  }

  /// The setting that names the input by the end of its name: Impact's `input2` and Comfyroll's `image2` by 2, Easy-Use's
  /// `value0` by 0, `image_a` and `image_b` of WAS by true and false.
  private func chooser(of node: Node) -> StaticString? {
    if hasInput("select", node) { return "select" }
    if hasInput("Input", node), tape.key(node.classType, begins: "CR ") { return "Input" }
    if hasInput("index", node), tape.raw(node.classType).hasSuffix("IndexSwitch") { return "index" }
    guard hasInput("boolean", node) else { return nil }
    return isClass(node, "easy imageSwitch") || tape.raw(node.classType).hasSuffix(" Input Switch") ? "boolean" : nil
  }

  private func chosen(by chooser: StaticString, of node: Node) -> Int? {
    guard let setting = setting(chooser, of: node) else { return nil }
    let ending: ArraySlice<UInt8>
    switch tape.kind(of: setting) {
    case .true: ending = [UInt8(ascii: "a")]
    case .false: ending = [UInt8(ascii: "b")]
    default:
      guard let number = literal(setting).flatMap(Figure.seed) else { return nil }
      ending = Array(number.utf8)[...]
    }
    return options(of: node).first { $0.ending == ending }?.value
  }

  /// The inputs that are numbered or lettered.
  private func options(of node: Node) -> [(ending: ArraySlice<UInt8>, value: Int)] {
    inputs(of: node).compactMap { input in
      let name = tape.raw(input.name)
      let digits = name.suffix(name.reversed().prefix(while: TextBytes.isDigit).count)
      let ending = name.hasSuffix("_a") || name.hasSuffix("_b") ? name.suffix(1) : digits
      return ending.isEmpty ? nil : (ending, input.value)
    }
  }

  /// rgthree's switches hand on the first that is there. Nodes that were muted are not in the graph.
  private func firstLinked(of node: Node, named prefix: StaticString) -> Int? {
    inputs(of: node).filter { tape.key($0.name, begins: prefix) && link($0.value) != nil }
      .min { tape.raw($0.name).lexicographicallyPrecedes(tape.raw($1.name)) }?.value
  }

  /// ComfyUI's own switches and Easy-Use's. The soft one hands on the side that is there when the other is not.
  private func branch(of node: Node) -> Int? {
    let name: StaticString = hasInput("switch", node) ? "switch" : "boolean"
    guard hasInput(name, node) else { return nil }
    guard let onTrue = input("on_true", of: node) else { return input("on_false", of: node) }
    guard let onFalse = input("on_false", of: node) else { return onTrue }
    return flag(name, of: node).map { $0 ? onTrue : onFalse }
  }

  private static let constants: [StaticString] = [
    "PrimitiveBoolean", "easy boolean", "BOOLConstant", "PrimitiveInt", "easy int", "INTConstant", "ImpactInt",
  ]

  /// Where a setting is written: nodes that compute, compare or invert are not followed.
  private func setting(_ name: StaticString, of node: Node) -> Int? {
    var setting = input(name, of: node)
    for _ in 0..<Self.maximumHops {
      guard let value = setting, tape.kind(of: value) == .array else { return setting }
      guard let source = link(value), Self.constants.contains(where: { isClass(source, $0) }) else { return nil }
      setting = input("value", of: source)
    }
    return nil
  }

  /// Nil where it is not there or not known.
  func flag(_ name: StaticString, of node: Node) -> Bool? {
    switch setting(name, of: node).map(tape.kind) {
    case .true: true
    case .false: false
    default: nil
    }
  }
}
