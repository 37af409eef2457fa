internal import JSON

/// Watches how a ComfyUI graph is read, and tells which plain inputs of its nodes may hold something else: those that
/// were never looked at, and those whose text went into the reading as it is and nowhere else.
final class ComfyPattern {
  let looks: JSONTapeLooks
  private var taken: [Taken] = []
  /// Several nodes save pictures, and the file's name tells which of them wrote it.
  var hangsOnFileName = false

  private struct Taken {
    var value: Int
    var kind: SlotKind
    var dimension: StaticString?
  }

  private init(_ tape: JSONTape) { looks = JSONTapeLooks(at: tape) }

  /// The text of a value became that of a dimension, or was left aside as what nobody asks for.
  func take(_ value: Int, _ kind: SlotKind, as dimension: StaticString?) {
    taken.append(Taken(value: value, kind: kind, dimension: dimension))
  }

  static func make(of chunk: TextChunk, _ parameters: GenerationParameters, fileStem: String) -> TextPattern? {
    guard var tape = try? JSONTape(chunk.bytes, options: MetadataJSON.options) else { return nil }
    let pattern = ComfyPattern(tape)
    tape.looks = pattern.looks
    guard let graph = ComfyGraph(tape, pattern), ComfyUI.read(graph, fileStem: fileStem) == parameters,
      !pattern.hangsOnFileName
    else { return nil }
    let sources = pattern.taken.compactMap { taken in
      taken.dimension.map { TextPattern.Source(dimension: $0, place: tape.place(of: taken.value)) }
    }
    return TextPattern(chunk, parameters, slots: pattern.slots(of: graph), sources: sources)
  }

  private func slots(of graph: ComfyGraph) -> [TextPattern.Slot] {
    graph.nodes.flatMap { graph.inputs(of: $0) }.compactMap { input in
      kind(of: input.value, on: graph.tape).map { .init(place: graph.tape.place(of: input.value), kind: $0) }
    }.sorted { $0.place.lowerBound < $1.place.lowerBound }
  }

  /// Nil when something else may hang on the value.
  private func kind(of value: Int, on tape: JSONTape) -> SlotKind? {
    let taken = taken.filter { $0.value == value }
    guard looks.count(at: value) == taken.count, !tape.isEscaped(value) else { return nil }
    let kinds = taken.map(\.kind)
    // Where it is taken in several ways it must fit the narrowest.
    switch tape.kind(of: value) {
    case .number: return kinds.contains(.digits) ? .digits : .number
    case .string: return [.digits, .number].first(where: kinds.contains) ?? .string
    default: return nil
    }
  }
}
