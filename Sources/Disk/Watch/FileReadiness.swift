import CLinux
internal import Glibc
package import Samples

/// Whether a file may be shown, or is still being written.
package enum FileReadiness: Hashable, Sendable {
  case ready
  /// Some process has it open for writing; the end of that is an event.
  case beingWritten
  /// It lacks its end, and the kernel does not say whether anyone writes.
  case unclear

  /// Of a file old enough nothing is asked.
  package static func ofYoung(_ file: borrowing Descriptor, _ stamp: FileStamp) -> FileReadiness {
    isYoung(stamp) ? of(file, size: Int(stamp.size)) : .ready
  }

  static func of(_ file: borrowing Descriptor, size: Int) -> FileReadiness {
    if ImageEnding.of(file, size: size) == .complete { return .ready }
    switch linux_is_open_for_writing(file.number) {
    case 0: return .ready
    case 1: return .beingWritten
    default: return .unclear
    }
  }

  /// A file written to so few seconds ago may be met while it is written; a writer that rests longer tells by closing
  /// it. Older ones are taken as they are: the look at its end doubles what a file costs a scan (measured over 100,000).
  /// A time in the future says that the clocks disagree, and nothing of the age.
  private static let youth: Int64 = 10

  static func isYoung(_ stamp: FileStamp) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return stamp.modified / 1_000_000_000 > Int64(now.tv_sec) - youth
  }
}
