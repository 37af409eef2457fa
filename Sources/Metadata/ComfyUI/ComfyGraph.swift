internal import JSON

/// The API graph that ComfyUI embeds as `prompt`: nodes by id, each with a class and inputs; an input is a value or a
/// link `["id", slot]` to another node's output. Nodes and inputs are places on the tape.
struct ComfyGraph {
  struct Node {
    /// Its place among the nodes.
    var index: Int
    /// The key on the tape.
    var id: Int
    var classType: Int
    var inputs: Int
    var names: NameMarks
  }

  let tape: JSONTape
  /// Watches, while a pattern is made of this graph.
  let pattern: ComfyPattern?
  let nodes: [Node]
  /// A name that stands twice where it may stand once: which of its values was used is not known.
  let repeatedName: String?
  /// Node ids to places, for graphs of more nodes than are quick to look through: those are hostile or generated, and
  /// need it to stay linear.
  private let places: [ArraySlice<UInt8>: Int]

  /// Nil when the JSON is no graph: then the text is something else's.
  init?(_ tape: JSONTape, _ pattern: ComfyPattern?) {
    guard tape.kind(of: JSONTape.root) == .object else { return nil }
    var nodes: [Node] = []
    nodes.reserveCapacity(24)
    var ids = RepeatMarks()
    tape.forEachMember(of: JSONTape.root) { id, value in
      ids.add(tape.mark(of: id))
      if let classType = tape.member("class_type", of: value), let inputs = tape.member("inputs", of: value) {
        let names = NameMarks(of: inputs, on: tape)
        nodes.append(Node(index: nodes.count, id: id, classType: classType, inputs: inputs, names: names))
      }
      return true
    }
    guard !nodes.isEmpty else { return nil }
    self.tape = tape
    self.pattern = pattern
    self.nodes = nodes
    let repeated = ids.mayRepeat ? RepeatMarks.repeatedName(in: JSONTape.root, on: tape) : nil
    repeatedName =
      repeated
      ?? nodes.lazy.filter(\.names.mayRepeat).compactMap { RepeatMarks.repeatedName(in: $0.inputs, on: tape) }.first
    places =
      nodes.count <= 48
      ? [:] : Dictionary(nodes.map { (tape.raw($0.id), $0.index) }, uniquingKeysWith: { first, _ in first })
  }

  func isClass(_ node: Node, _ name: StaticString) -> Bool { tape.key(node.classType, is: name) }

  /// A value or link by name.
  func input(_ name: StaticString, of node: Node) -> Int? {
    node.names.mayContain(name) ? tape.member(name, of: node.inputs) : nil
  }

  func hasInput(_ name: StaticString, _ node: Node) -> Bool { input(name, of: node) != nil }

  /// Where an input leads; nil for a plain value and for a node that is not there.
  func link(_ input: Int?) -> Node? {
    guard let input, let (id, slot) = tape.pair(input), tape.kind(of: slot) == .number else { return nil }
    return place(of: id).map { nodes[$0] }
  }

  private func place(of id: Int) -> Int? {
    places.isEmpty ? nodes.firstIndex { tape.isSameText($0.id, id) } : places[tape.raw(id)]
  }

  func link(_ name: StaticString, of node: Node) -> Node? { link(input(name, of: node)) }

  func link(anyOf names: [StaticString], of node: Node) -> Node? {
    for name in names { if let link = link(name, of: node) { return link } }
    return nil
  }

  /// The text of an input that is a string or number itself, no link.
  func literal(_ name: StaticString, of node: Node) -> String? { input(name, of: node).flatMap(literal) }

  func literal(_ input: Int) -> String? {
    // pysssss' loaders hold `{"content": "name.safetensors", "image": …}`.
    if tape.kind(of: input) == .object { return tape.member("content", of: input).flatMap(tape.string) }
    return tape.scalarText(input)
  }

  /// Whether one of a node's inputs has such a name.
  func hasInput(of node: Node, where isMeant: (_ name: Int) -> Bool) -> Bool {
    var isFound = false
    tape.forEachMember(of: node.inputs) { name, _ in
      isFound = isMeant(name)
      return !isFound
    }
    return isFound
  }

  /// Names and values of a node's inputs.
  func inputs(of node: Node) -> Inputs { Inputs(children: tape.children(of: node.inputs)) }

  struct Inputs: Sequence, IteratorProtocol {
    fileprivate var children: JSONTape.Children

    mutating func next() -> (name: Int, value: Int)? {
      guard let name = children.next(), let value = children.next() else { return nil }
      return (name, value)
    }
  }
}
