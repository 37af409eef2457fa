/// The tools whose naming is known, the most specific first. To teach the program another one, write a `Layout` and
/// put it here.
package enum Layouts {
  package static let all: [any Layout] = [
    OneTrainerLayout(),
    KohyaLayout(),
    AIToolkitLayout(),
    SimpleTunerLayout(),
    InvokeTrainingLayout(),
    EveryDreamLayout(),
    FooocusLayout(),
    A1111Layout(),
    InvokeAILayout(),
    ComfyUILayout(),
    DiffusersLayout(),
  ]
}

/// The way one name is written.
package enum NameKind: Equatable, Sendable {
  case query
  /// An index into `Layouts.all`.
  case layout(Int)
  case unknown

  package var layout: Int? {
    guard case .layout(let index) = self else { return nil }
    return index
  }

  package static func of(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameKind {
    if QueryName.matches(stem) { return .query }
    let index = Layouts.all.firstIndex { $0.read(stem, in: folder) != nil }
    return index.map { .layout($0) } ?? .unknown
  }
}

/// Counts how the names of one folder are written. The tool that wrote most of them wrote the folder; a stray name
/// that happens to look like another tool's is then not taken for one.
package struct NameCensus: Sendable {
  /// By layout.
  private var counts = Array(repeating: 0, count: Layouts.all.count)

  package init() {}

  package mutating func add(_ kind: NameKind) {
    if let layout = kind.layout { counts[layout] += 1 }
  }

  package mutating func remove(_ kind: NameKind) {
    if let layout = kind.layout, counts[layout] > 0 { counts[layout] -= 1 }
  }

  /// How many names must come or go before another layout can have the most.
  package var lead: Int {
    let counts = counts.sorted(by: >)
    return counts[0] - counts[1]
  }

  /// The layout of most names; of equals, the more specific. Nil when none matches.
  package var layout: Int? {
    let most = counts.max() ?? 0
    return most == 0 ? nil : counts.firstIndex(of: most)
  }
}
