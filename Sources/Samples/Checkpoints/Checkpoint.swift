/// A point of a training: its file, its samples, or both.
package struct Checkpoint: Hashable, Sendable {
  package var name: String
  package var step: String?
  package var epoch: String?
  /// The unnumbered file that a trainer writes last.
  package var isFinal: Bool
  package var hasSamples: Bool
  /// Nil when there are only samples of it: trainers delete their older files.
  package var file: CheckpointFile?

  package init(
    name: String, step: String? = nil, epoch: String? = nil, isFinal: Bool = false, hasSamples: Bool,
    file: CheckpointFile? = nil
  ) {
    self.name = name
    self.step = step
    self.epoch = epoch
    self.isFinal = isFinal
    self.hasSamples = hasSamples
    self.file = file
  }

  /// As `CheckpointName.precedes`, with the figures of the headers: by step, then epoch; what has no figure at all
  /// last; of equals the final file last.
  static func precedes(_ left: Checkpoint, _ right: Checkpoint) -> Bool {
    if let order = order(left.step, right.step) ?? order(left.epoch, right.epoch) { return order }
    if left.isFinal != right.isFinal { return right.isFinal }
    return NaturalOrder.precedes(left.name, right.name)
  }

  private static func order(_ left: String?, _ right: String?) -> Bool? {
    guard let left, let right else { return left == nil && right == nil ? nil : left != nil }
    guard let a = DecimalNumber(left), let b = DecimalNumber(right), a != b else { return nil }
    return a < b
  }
}
