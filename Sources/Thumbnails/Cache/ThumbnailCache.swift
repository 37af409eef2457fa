internal import Glibc
internal import Synchronization

/// Thumbnails on the disk, in 256 folders of `folder`/thumbnails.
///
/// A file is the WebP and behind it the image's signature; readers of WebP stop at the end that its header tells. It is
/// written under another name and renamed, so whoever opens it sees all of it: several servers may share the folder,
/// and all of it may be deleted at any time. Which were used last is told by their modification times, because access
/// times are not kept on many systems.
package final class ThumbnailCache: Sendable {
  private struct State {
    var bytes = 0
    /// What this server wrote since the last sweep; at first the folder has not been looked at.
    var written = Int.max
    var isSweeping = false
    var evicted = 0
    var problem: String?
  }

  /// A hit writes the time at most so often.
  private static let touchSeconds = 60

  private let folder: String
  private let limit: Int
  private let state = Mutex(State())

  /// `limit` is in bytes.
  package init(folder: String, limit: Int) {
    self.folder = folder + "/thumbnails"
    self.limit = limit
  }

  package func open(_ key: ThumbnailKey) -> CachedThumbnail? {
    let descriptor = Glibc.open(path(of: key), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    guard let thumbnail = CachedThumbnail(owning: descriptor) else { return nil }
    thumbnail.touch(every: Self.touchSeconds)
    return thumbnail
  }

  private func path(of key: ThumbnailKey) -> String {
    let place = key.place
    return "\(folder)/\(place.folder)/\(place.name)"
  }

  // MARK: Writing

  /// What cannot be kept is only made again: the reason is told by `report`.
  func store(_ thumbnail: Thumbnail, _ key: ThumbnailKey) {
    let place = key.place
    let size = CacheFile.blocks(of: thumbnail.webp.count + thumbnail.signature.count)
    do throws(CacheError) {
      let shard = "\(folder)/\(place.folder)"
      try CacheFile.write(thumbnail.webp + thumbnail.signature, named: place.name, in: shard)
      state.withLock { state in
        state.problem = nil
        state.bytes += size
        // The first sweep is due in any case.
        state.written = state.written == .max ? .max : state.written + size
      }
      sweepIfDue()
    } catch {
      state.withLock { $0.problem = error.description }
    }
  }

  // MARK: The bound

  /// A sweep leaves 85 of 100 parts and comes after every 5 written, so that two servers on one folder, which know
  /// nothing of each other's files, stay within the bound together.
  private var keptAfterSweep: Int { limit / 100 * 85 }
  private var writtenUntilSweep: Int { limit / 100 * 5 }

  /// Called by those who work in the background: it reads all names, about 1 µs each.
  package func sweepIfDue() {
    let isDue = state.withLock { state in
      guard !state.isSweeping, state.written >= writtenUntilSweep else { return false }
      state.isSweeping = true
      state.written = 0
      return true
    }
    guard isDue else { return }
    let result = CacheSweep(folder: folder).run(keeping: keptAfterSweep, of: limit - 2 * writtenUntilSweep)
    state.withLock { state in
      state.isSweeping = false
      // What others of our threads wrote meanwhile may be counted in both.
      state.bytes = result.bytes + state.written
      state.evicted += result.evicted
    }
  }

  package struct Report: Sendable {
    package var bytes: Int
    package var evicted: Int
    /// Why nothing can be written, if so.
    package var problem: String?
  }

  package var report: Report {
    state.withLock { Report(bytes: $0.bytes, evicted: $0.evicted, problem: $0.problem) }
  }
}
