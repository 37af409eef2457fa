import CInotify
import Glibc

/// What the kernel allows this user.
package struct InotifyLimits: Hashable, Sendable {
  package var watches: Int
  package var instances: Int
  package var queuedEvents: Int

  /// Nil where the kernel has no inotify.
  package static func current() -> InotifyLimits? {
    let limits = InotifyLimits(
      watches: Int(inotifytools_get_max_user_watches()), instances: Int(inotifytools_get_max_user_instances()),
      queuedEvents: queuedEvents())
    return limits.watches >= 0 && limits.instances >= 0 ? limits : nil
  }

  /// `inotifytools_get_max_queued_events` of 3.22.6 asks for `max_queued_watches`, which no kernel has, and answers −1.
  private static func queuedEvents() -> Int {
    let number = open("/proc/sys/fs/inotify/max_queued_events", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return 0 }
    let file = Descriptor(owning: number)
    let digits = PositionedRead.bytes(of: file.number, at: 0, count: 32).prefix { $0 >= 0x30 && $0 <= 0x39 }
    return Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }
}

extension WatchEvent {
  /// Its kind and name for people. Only one thread may ask: the library answers with a buffer of its own.
  func described() -> String {
    let kinds = inotifytools_event_to_str(Int32(bitPattern: mask.rawValue)).map { String(cString: $0) } ?? ""
    return name.isEmpty ? kinds : "\(kinds) \(name[...].shown)"
  }
}
