import Glibc

/// How many files and connections this process may have open.
enum DescriptorLimit {
  /// More clients than any machine has who look at samples at once.
  private static let mostConnections = 2048
  /// For the database, the log of changes, the folders and files that are being read.
  private static let reserve = 32

  /// Many pages keep an event stream open each; the usual soft limit of 1,024 is no limit of the machine.
  static func raise() {
    guard var limit = current else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }

  /// How many clients may be connected: each may have a file open too, and a file that changed on the disk while clients
  /// had taken every descriptor could not be read.
  static var connections: Int {
    guard let limit = current else { return mostConnections }
    let room = Int(clamping: limit.rlim_cur) - reserve
    return min(mostConnections, max(1, room / 2))
  }

  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  private static var current: rlimit? {
    var limit = rlimit()
    return getrlimit(resource, &limit) == 0 ? limit : nil
  }
}
