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
  }

  struct Link {
    var node: Node
    var slot: Int
  }

  let tape: JSONTape
  let nodes: [Node]
  private let places: NodePlaces

  /// Nil when the JSON is no graph: then the text is something else's.
  init?(_ tape: JSONTape) {
    guard tape.kind(of: JSONTape.root) == .object else { return nil }
    var nodes: [Node] = []
    var members = tape.children(of: JSONTape.root)
    while let id = members.next(), let value = members.next() {
      guard let classType = tape.member("class_type", of: value), let inputs = tape.member("inputs", of: value) else {
        continue
      }
      nodes.append(Node(index: nodes.count, id: id, classType: classType, inputs: inputs))
    }
    guard !nodes.isEmpty else { return nil }
    self.tape = tape
    self.nodes = nodes
    places = NodePlaces(nodes.map { tape.raw($0.id) })
  }

  func isClass(_ node: Node, _ name: StaticString) -> Bool { tape.key(node.classType, is: name) }

  func className(_ node: Node) -> String { tape.string(node.classType) ?? "" }

  /// A value or link by name.
  func input(_ name: StaticString, of node: Node) -> Int? { tape.member(name, of: node.inputs) }

  func hasInput(_ name: StaticString, _ node: Node) -> Bool { input(name, of: node) != nil }

  /// Where an input leads; nil for a plain value and for a node that is not there.
  func link(_ input: Int?) -> Link? {
    guard let input, tape.kind(of: input) == .array else { return nil }
    var elements = tape.children(of: input)
    guard let id = elements.next(), let slot = elements.next(), elements.next() == nil,
      tape.kind(of: slot) == .number, let index = places.index(of: tape.raw(id))
    else { return nil }
    return Link(node: nodes[index], slot: Int(tape.raw(slot).string) ?? 0)
  }

  func link(_ name: StaticString, of node: Node) -> Link? { link(input(name, of: node)) }

  func link(anyOf names: [StaticString], of node: Node) -> Link? {
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

  /// Names and values of a node's inputs.
  func inputs(of node: Node) -> [(name: Int, value: Int)] {
    var inputs: [(Int, Int)] = []
    var children = tape.children(of: node.inputs)
    while let name = children.next(), let value = children.next() { inputs.append((name, value)) }
    return inputs
  }
}

/// Node ids to places. Graphs of a page are searched as fast by looking; those of thousands of nodes are hostile or
/// generated, and need the table to stay linear.
struct NodePlaces {
  private let ids: [ArraySlice<UInt8>]
  private let table: [ArraySlice<UInt8>: Int]

  init(_ ids: [ArraySlice<UInt8>]) {
    self.ids = ids
    table =
      ids.count <= 48
      ? [:] : Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
  }

  func index(of id: ArraySlice<UInt8>) -> Int? {
    if !table.isEmpty { return table[id] }
    return ids.firstIndex { $0.count == id.count && $0 == id }
  }
}
