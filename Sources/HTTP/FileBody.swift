internal import Glibc
internal import Synchronization

/// An open file that becomes the body of one response, sent by sendfile(2). Owns the descriptor: it is closed once,
/// by the server when the file was sent, or here when it never was.
package final class FileBody: Sendable {
  package let size: Int64
  private let descriptor: Atomic<Int32>

  package init(descriptor: Int32, size: Int64) {
    self.descriptor = Atomic(descriptor)
    self.size = size
  }

  /// sendfile(2) sends the head as a packet of its own. Up to here reading the file and sending both at once is cheaper,
  /// and the answer is kept to be sent again.
  package static let smallSize: Int64 = 65536

  package var isSmall: Bool { size <= Self.smallSize }

  /// The descriptor, which the caller now owns; nil when it was taken before.
  func take() -> Int32? {
    let taken = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
    return taken < 0 ? nil : taken
  }

  deinit {
    if let descriptor = take() { close(descriptor) }
  }
}
