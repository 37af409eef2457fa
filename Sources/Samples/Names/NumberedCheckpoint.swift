/// Names that end like a trainer's checkpoint, where any name may stand. Dates, times, seeds and serial numbers look
/// alike, so the number must be one that the trainers' padding (`%06d` epochs, `%09d` steps) can have made.
package enum NumberedCheckpoint {
  package static func name(_ path: String) -> CheckpointName? {
    guard let last = path.utf8.last, ImageFileName.isDigit(last) else { return nil }
    let name = CheckpointName(
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[$0...].dropFirst()) } ?? path)
    if let epoch = name.epoch { return epoch.utf8.count < 6 && !isTime(epoch, behind: name.base) ? name : nil }
    guard let step = name.step else { return nil }
    return step.utf8.count < 9 || name.name.hasSuffix("-step" + step) ? name : nil
  }

  /// `2026-01-18-003159`: behind a date, six digits that are a time are one. Nobody trains a thousand epochs, and few
  /// images are made in the first ten minutes of a day, so lower numbers are epochs still.
  private static func isTime(_ epoch: String, behind base: String) -> Bool {
    guard let number = Int(epoch), number >= 1000, number / 100 % 100 < 60, number % 100 < 60 else { return false }
    let tail = base.utf8.reversed().prefix { ImageFileName.isDigit($0) || separators.contains($0) }.reversed()
    let digits = tail.filter(ImageFileName.isDigit)
    return NameTime.isDate(digits.suffix(8)) || (digits.count < 8 && NameTime.isDate("20".utf8 + digits.suffix(6)))
  }

  private static let separators = Array("-_. ".utf8)
}
