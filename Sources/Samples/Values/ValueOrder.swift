/// The order of a dimension's values: checkpoints by their training progress, numbers by value, all else natural.
package enum ValueOrder {
  package static func sorted(_ values: [String], of dimension: String, type: DimensionType) -> [String] {
    if dimension == CheckpointName.dimension { return sortedCheckpoints(values) }
    return type == .text ? values.sorted(by: NaturalOrder.precedes) : sortedNumbers(values)
  }

  private static func sortedNumbers(_ values: [String]) -> [String] {
    let keyed = values.map { (number: DecimalNumber($0), value: $0) }
    return keyed.sorted { left, right in
      guard let a = left.number, let b = right.number, a != b else {
        return NaturalOrder.precedes(left.value, right.value)
      }
      return a < b
    }.map(\.value)
  }

  private static func sortedCheckpoints(_ values: [String]) -> [String] {
    let keyed = values.map { CheckpointName($0) }
    return keyed.sorted(by: CheckpointName.precedes).map(\.name)
  }
}
