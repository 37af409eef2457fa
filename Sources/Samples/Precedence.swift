/// Which value counts when several sources name the same dimension.
package enum Precedence {
  /// One value a dimension, in the order the dimensions were first named. The earlier source wins, within one source
  /// the value named first. Each value that truly differs from the winner (`3.0` does not differ from `3`) gives a
  /// sentence that names both.
  package static func merge(_ all: [DimensionValue]) -> (values: [DimensionValue], disagreements: [String]) {
    var merged: [[DimensionValue]] = []
    for value in all {
      if let index = merged.firstIndex(where: { $0[0].name.utf8.elementsEqual(value.name.utf8) }) {
        merged[index].append(value)
      } else {
        merged.append([value])
      }
    }
    let winners = merged.map(winner)
    let disagreements = zip(winners, merged).flatMap { winner, values in
      values.filter { !agree($0.value, winner.value) }.map { disagreement(winner, $0) }
    }
    return (winners, disagreements)
  }

  package static func agree(_ left: String, _ right: String) -> Bool {
    if left.utf8.elementsEqual(right.utf8) { return true }
    guard let a = DecimalNumber(left), let b = DecimalNumber(right) else { return false }
    return a == b
  }

  private static func winner(_ values: [DimensionValue]) -> DimensionValue {
    values.dropFirst().reduce(values[0]) { $1.source < $0.source ? $1 : $0 }
  }

  private static func disagreement(_ winner: DimensionValue, _ other: DimensionValue) -> String {
    "\(winner.name): \(winner.source.name) says \(quoted(winner.value)), \(other.source.name) says "
      + "\(quoted(other.value)); the first counts"
  }

  /// Prompts run to kilobytes; the start is enough to see what differs.
  private static func quoted(_ text: String) -> String {
    text.utf8.count <= 80 ? "\"\(text)\"" : "\"\(text.prefix(60))…\""
  }
}
