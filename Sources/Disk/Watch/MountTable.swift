import Glibc

/// What is mounted at or beneath the root. A mount that comes or goes is no event of any folder.
struct MountTable: Equatable {
  private var mounts: [[UInt8]] = []

  private static let fieldOfPath = 4

  init(beneath folder: [UInt8]?, table: MountTableFile?) { self.init(beneath: folder, table: table?.read() ?? []) }

  /// `folder` is a path without links.
  init(beneath folder: [UInt8]?, table: [UInt8]) {
    guard let folder else { return }
    for line in table.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: Self.fieldOfPath + 1)
      guard fields.count > Self.fieldOfPath else { continue }
      let path = Self.unescaped(fields[Self.fieldOfPath])
      let isBeneath =
        path.starts(with: folder) && (path.count == folder.count || path[folder.count] == UInt8(ascii: "/"))
      // The mount's number, its device and where it is: enough to tell any two states apart.
      if isBeneath { mounts.append(Array(fields[0] + [UInt8(ascii: " ")] + fields[2] + path)) }
    }
  }

  /// Space, tab, newline and backslash are written as three octal digits (proc_pid_mountinfo(5)).
  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3 {
        result.append(digits.reduce(0) { $0 &* 8 &+ ($1 &- UInt8(ascii: "0")) })
        rest = rest.dropFirst(3)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}

/// An open /proc/self/mountinfo, which poll(2) says an exceptional condition of when a mount came or went.
final class MountTableFile: Sendable {
  let number: Int32

  init?() {
    number = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    if number < 0 { return nil }
  }

  deinit { close(number) }

  /// The whole table; reading it also ends the condition.
  func read() -> [UInt8] {
    var table: [UInt8] = []
    while true {
      let part = PositionedRead.bytes(of: number, at: table.count, count: 64 * 1024)
      table += part
      if part.isEmpty { return table }
    }
  }
}
