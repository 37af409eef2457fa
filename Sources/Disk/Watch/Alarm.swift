import CLinux
import Glibc

/// Wakes the one thread that waits on it (eventfd(2)).
final class Alarm: Sendable {
  let number: Int32

  init() throws(DiskError) {
    number = linux_event_descriptor()
    guard number >= 0 else { throw .last() }
  }

  deinit { close(number) }

  func ring() {
    var one: UInt64 = 1
    _ = write(number, &one, 8)
  }

  func silence() {
    var count: UInt64 = 0
    _ = read(number, &count, 8)
  }
}
