/// What a checkpoint's own name says: `X-step00004500`, `X-000104` (epoch), `X_000000250` (step), `X` (final).
package struct CheckpointName: Hashable, Sendable {
  package static let dimension = "checkpoint"
  package static let fileExtensions = [".safetensors", ".ckpt", ".pt"]

  /// The whole name without the file extension: the value of the dimension `checkpoint`.
  package let name: String
  /// What names the training run: the name without its number.
  package let base: String
  /// Whole numbers without leading zeros.
  package let step: String?
  package let epoch: String?

  /// The unnumbered file that a trainer writes last.
  package var isFinal: Bool { step == nil && epoch == nil }

  package init(_ name: String) {
    self.name = name
    let bytes = Array(name.utf8)
    let digits = bytes.reversed().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
    let head = bytes.dropLast(digits)
    let number = CheckpointName.withoutLeadingZeros(bytes.suffix(digits))
    let kind = CheckpointName.kind(before: head, digits: digits)
    step = kind?.isEpoch == false ? number : nil
    epoch = kind?.isEpoch == true ? number : nil
    base = kind.map { String(decoding: head.dropLast($0.marker), as: UTF8.self) } ?? name
  }

  /// A folder named like a checkpoint file; nil when it is not.
  package init?(folderName: String) {
    guard let suffix = Self.fileExtensions.first(where: { folderName.hasSuffix($0) }),
      folderName.utf8.count > suffix.utf8.count
    else { return nil }
    self.init(String(folderName.dropLast(suffix.count)))
  }

  /// By step, then epoch, then name; the unnumbered final file last.
  package static func precedes(_ left: CheckpointName, _ right: CheckpointName) -> Bool {
    if left.isFinal != right.isFinal { return right.isFinal }
    if let order = order(left.step, right.step) { return order }
    if let order = order(left.epoch, right.epoch) { return order }
    return NaturalOrder.precedes(left.name, right.name)
  }

  private static func order(_ left: String?, _ right: String?) -> Bool? {
    guard let left, let right else { return left == nil && right == nil ? nil : left != nil }
    guard left != right else { return nil }
    return left.utf8.count != right.utf8.count ? left.utf8.count < right.utf8.count : left < right
  }

  /// The marker between the base and the digits, by the trainers' own format strings: `-step%08d` and `-%06d` of
  /// sd-scripts, `_%09d` of ai-toolkit. More digits than the padding are a number that outgrew it.
  private static func kind(before head: ArraySlice<UInt8>, digits: Int) -> (marker: Int, isEpoch: Bool)? {
    guard digits > 0, head.count > 1, let last = head.last else { return nil }
    if last == UInt8(ascii: "p"), head.count > 5, head.suffix(5).elementsEqual("-step".utf8) { return (5, false) }
    if last == UInt8(ascii: "-"), digits >= 6 { return (1, true) }
    return last == UInt8(ascii: "_") && digits >= 9 ? (1, false) : nil
  }

  package static func withoutLeadingZeros(_ digits: some Collection<UInt8>) -> String {
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    return significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
  }
}
