import CLinux
import Glibc
import Samples

/// One inotify instance (inotify(7)).
///
/// Limits of the kernel, per user: `max_user_instances` of these, `max_user_watches` folders (ENOSPC beyond), and
/// `max_queued_events` not yet read, after which events are lost and one of watch −1 says so.
final class Inotify: Sendable {
  /// struct inotify_event: watch (4), mask (4), cookie (4), length of the padded name (4), name. Swift does not import
  /// the flexible name.
  private static let headerSize = 16
  private static let bufferSize = 64 * 1024

  let number: Int32

  init() throws(DiskError) {
    number = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard number >= 0 else {
      throw errno == EMFILE
        ? DiskError(.outOfDescriptors, "no inotify instance is left; raise fs.inotify.max_user_instances") : .last()
    }
  }

  deinit { close(number) }

  /// Watches an open folder, whatever its path is by now. A folder already watched keeps its number.
  func watch(_ folder: borrowing Descriptor) throws(DiskError) -> Int32 {
    let watch = inotify_add_watch(number, "/proc/self/fd/\(folder.number)", EventMask.ofFolder.rawValue)
    guard watch >= 0 else {
      throw errno == ENOSPC
        ? DiskError(.outOfWatches, "all watches of this user are taken; raise fs.inotify.max_user_watches") : .last()
    }
    return watch
  }

  func unwatch(_ watch: Int32) { inotify_rm_watch(number, watch) }

  /// Bytes of events not yet read.
  var isEmpty: Bool {
    var count: Int32 = 0
    return ioctl(number, UInt(FIONREAD), &count) != 0 || count == 0
  }

  /// One buffer of events; empty when there is none now.
  func read() -> [WatchEvent] {
    withUnsafeTemporaryAllocation(byteCount: Self.bufferSize, alignment: 8) { buffer in
      let count = Glibc.read(number, buffer.baseAddress!, buffer.count)
      return count > 0 ? Self.events(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) : []
    }
  }

  private static func events(in buffer: UnsafeRawBufferPointer) -> [WatchEvent] {
    var events: [WatchEvent] = []
    var offset = 0
    while offset + headerSize <= buffer.count {
      let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
      let padded = buffer[(offset + headerSize)..<(offset + headerSize + length)]
      events.append(
        WatchEvent(
          watch: buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self),
          mask: EventMask(rawValue: buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)),
          cookie: buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self),
          name: Array(padded.prefix { $0 != 0 })))
      offset += headerSize + length
    }
    return events
  }
}
