internal import JSON

/// Nodes that hand on one of several inputs as it is, and settings that are on or off.
extension ComfyGraph {
  /// The input that a switch hands on; nil at other nodes and where the choice is not known.
  func selected(of node: Node) -> Int? {
    if hasInput("select", node) { return numbered(of: node) }
    if hasInput("on_true", node) || hasInput("on_false", node) { return branch(of: node) }
    return isClass(node, "Any Switch (rgthree)") ? firstLinked(of: node) : nil
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

  /// Impact's switch: `select` says which of `input1`, `input2`, … it hands on.
  private func numbered(of node: Node) -> Int? {
    guard let select = literal("select", of: node), Figure.seed(select) != nil else { return nil }
    let wanted = "input" + select
    return inputs(of: node).first { tape.string($0.name) == wanted }?.value
  }

  /// rgthree's switch hands on the first that is there. Nodes that were muted are not in the graph.
  private func firstLinked(of node: Node) -> Int? {
    inputs(of: node).filter { tape.key($0.name, begins: "any_") && link($0.value) != nil }
      .min { tape.raw($0.name).lexicographicallyPrecedes(tape.raw($1.name)) }?.value
  }

  /// A switch with two sides whose position is not known.
  func isUndecided(_ node: Node) -> Bool {
    hasInput("on_true", node) && hasInput("on_false", node) && selected(of: node) == nil
  }

  /// ComfyUI's own switches and Easy-Use's. The soft one hands on the side that is there when the other is not.
  private func branch(of node: Node) -> Int? {
    let name: StaticString = hasInput("switch", node) ? "switch" : "boolean"
    guard hasInput(name, node) else { return nil }
    guard let onTrue = input("on_true", of: node) else { return input("on_false", of: node) }
    guard let onFalse = input("on_false", of: node) else { return onTrue }
    return flag(name, of: node).map { $0 ? onTrue : onFalse }
  }

  private static let booleans: [StaticString] = ["PrimitiveBoolean", "easy boolean", "BOOLConstant"]

  /// Nil where it is not there or not known: nodes that compare or invert are not followed.
  func flag(_ name: StaticString, of node: Node) -> Bool? {
    var flag = input(name, of: node)
    for _ in 0..<Self.maximumHops {
      guard let value = flag else { return nil }
      switch tape.kind(of: value) {
      case .true: return true
      case .false: return false
      default: break
      }
      guard let source = link(value), Self.booleans.contains(where: { isClass(source, $0) }) else { return nil }
      flag = input("value", of: source)
    }
    return nil
  }
}
