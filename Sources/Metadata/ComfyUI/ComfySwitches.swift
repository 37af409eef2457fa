internal import JSON

/// Settings that are on or off.
extension ComfyGraph {
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
