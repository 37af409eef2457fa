internal import Glibc
internal import Synchronization

/// An open file of the cache; closed with its owner unless the descriptor was taken.
package final class CachedThumbnail: Sendable {
  /// Of the WebP, which stands at the start.
  package let size: Int
  private let descriptor: Atomic<Int32>
  private let modified: Int

  /// Nil, and the descriptor closed, when the file is not what it should be: a power cut can leave one without content.
  init?(owning number: Int32) {
    var status = stat()
    var head = [UInt8](repeating: 0, count: 12)
    let isWhole = fstat(number, &status) == 0 && pread(number, &head, head.count, 0) == head.count
    descriptor = Atomic(number)
    modified = status.st_mtim.tv_sec
    size = Int(status.st_size) - Thumbnail.signatureSize
    // A RIFF file: its length without the first eight bytes, little-endian.
    let length = (0..<4).reduce(0) { $0 | Int(head[4 + $1]) << (8 * $1) } + 8
    guard isWhole, head.starts(with: "RIFF".utf8), length == size else { return nil }
  }

  deinit {
    if let number = take() { close(number) }
  }

  /// The descriptor, which the caller now owns; nil when it was taken before.
  package func take() -> Int32? {
    let taken = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
    return taken < 0 ? nil : taken
  }

  /// Notes that it was used. Fails on a folder that may only be read, and then nothing is evicted either.
  func touch(every seconds: Int) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &now)
    guard now.tv_sec - modified >= seconds else { return }
    futimens(descriptor.load(ordering: .relaxed), nil)
  }

  package func webp() -> [UInt8]? { read(size, at: 0) }

  package func signature() -> [UInt8]? { read(Thumbnail.signatureSize, at: size) }

  private func read(_ count: Int, at offset: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let number = descriptor.load(ordering: .relaxed)
    return pread(number, &bytes, count, off_t(offset)) == count ? bytes : nil
  }
}
