internal import Glibc
internal import Samples
internal import Synchronization

/// A thumbnail that was made, and of which state of the file.
package struct MadeThumbnail: Hashable, Sendable {
  package var webp: [UInt8]
  package var version: UInt64
}

/// Gives thumbnails from the cache, or makes them: as many at a time as there are processors, whoever asks for the same
/// waits for the same.
package final class ThumbnailService: Sendable {
  /// Opens the image; nil when it is gone.
  package typealias Opener = @Sendable () -> OpenImage?
  package typealias Completion = @Sendable (Result<MadeThumbnail, ThumbnailError>) -> Void

  private struct State {
    var order = WorkOrder<ThumbnailKey>()
    var openers: [ThumbnailKey: Opener] = [:]
    var completions: [Int: Completion] = [:]
    var failures: [ThumbnailKey: ThumbnailError] = [:]
    var workers = 0
    var counters = ThumbnailCounters()
  }

  /// Broken files that are asked for again and again are not read again and again.
  private static let rememberedFailures = 1024

  package let cache: ThumbnailCache
  private let workerLimit: Int
  private let milliseconds: @Sendable () -> Int
  private let state = Mutex(State())

  package init(
    cache: ThumbnailCache, workers: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
    milliseconds: @escaping @Sendable () -> Int = monotonicMilliseconds
  ) {
    self.cache = cache
    workerLimit = workers
    self.milliseconds = milliseconds
  }

  package var counters: ThumbnailCounters {
    state.withLock { state in
      var counters = state.counters
      counters.waiting = state.order.waitingCount
      counters.running = state.workers
      return counters
    }
  }

  // MARK: Asking

  /// The thumbnail, if it is there. A few microseconds.
  package func cached(_ key: ThumbnailKey) -> CachedThumbnail? {
    guard let thumbnail = cache.open(key) else { return nil }
    state.withLock { $0.counters.hits += 1 }
    return thumbnail
  }

  /// Makes it; `completion` is called from another thread, or at once when it is known that there can be none. Call
  /// what is returned when nobody waits any more.
  package func make(
    _ key: ThumbnailKey, open: @escaping Opener, completion: @escaping Completion
  ) -> @Sendable () -> Void {
    let known = state.withLock { state in
      state.counters.misses += 1
      return state.failures[key]
    }
    if let known {
      completion(.failure(known))
      return {}
    }
    let (ticket, needsWorker) = state.withLock { state in enqueue(key, open, completion, &state) }
    if needsWorker { Worker.start(self) }
    return { [weak self] in self?.cancel(ticket) }
  }

  private func enqueue(
    _ key: ThumbnailKey, _ open: @escaping Opener, _ completion: @escaping Completion, _ state: inout State
  ) -> (ticket: Int, needsWorker: Bool) {
    let (ticket, isNew) = state.order.add(key, now: milliseconds())
    state.completions[ticket] = completion
    state.openers[key] = open
    if !isNew { state.counters.joined += 1 }
    let needsWorker = isNew && state.workers < workerLimit
    if needsWorker { state.workers += 1 }
    return (ticket, needsWorker)
  }

  private func cancel(_ ticket: Int) {
    state.withLock { state in
      state.completions[ticket] = nil
      if state.order.cancel(ticket) { state.counters.abandoned += 1 }
    }
  }

  // MARK: Working

  /// What a worker does: all there is to do, then it ends. It counts as running until the lock says there is no more.
  func work() {
    let maker = ThumbnailMaker()
    while let (key, open) = next() {
      let result = Self.result(key, open, maker, cache)
      for completion in finish(key, result) { completion(result) }
    }
  }

  private func next() -> (ThumbnailKey, Opener)? {
    state.withLock { state in
      while let key = state.order.next() {
        if let opener = state.openers[key] { return (key, opener) }
      }
      state.workers -= 1
      // What was abandoned left its opener.
      if state.order.waitingCount == 0, state.workers == 0 { state.openers = [:] }
      return nil
    }
  }

  private func finish(_ key: ThumbnailKey, _ result: Result<MadeThumbnail, ThumbnailError>) -> [Completion] {
    state.withLock { state in
      state.openers[key] = nil
      switch result {
      case .success: state.counters.made += 1
      case .failure(let error):
        state.counters.failed += 1
        if error.isFinal { remember(error, key, &state) }
      }
      return state.order.finish(key, now: milliseconds()).compactMap { state.completions.removeValue(forKey: $0) }
    }
  }

  private func remember(_ error: ThumbnailError, _ key: ThumbnailKey, _ state: inout State) {
    if state.failures.count >= Self.rememberedFailures { state.failures = [:] }
    state.failures[key] = error
  }

  private static func result(
    _ key: ThumbnailKey, _ open: Opener, _ maker: ThumbnailMaker, _ cache: ThumbnailCache
  ) -> Result<MadeThumbnail, ThumbnailError> {
    guard let image = open() else { return .failure(.incomplete) }
    defer { close(image.descriptor) }
    let key = ThumbnailKey(path: key.path, stamp: image.stamp, size: key.size)
    if let webp = cache.open(key)?.webp() { return .success(MadeThumbnail(webp: webp, version: key.version)) }
    do throws(ThumbnailError) {
      let thumbnail = try make(image, key.size, maker)
      cache.store(thumbnail, key)
      return .success(MadeThumbnail(webp: thumbnail.webp, version: key.version))
    } catch {
      return .failure(error)
    }
  }

  private static func make(
    _ image: OpenImage, _ size: ThumbnailSize, _ maker: ThumbnailMaker
  ) throws(ThumbnailError) -> Thumbnail {
    let number = image.descriptor
    let thumbnail = try maker.thumbnail(fileSize: Int(image.stamp.size), format: image.format, size: size) {
      pread(number, $1.baseAddress!, $1.count, off_t($0))
    }
    var status = stat()
    // Somebody who writes into the file meanwhile would leave half of one picture and half of another in the cache.
    guard fstat(number, &status) == 0, Int64(status.st_size) == image.stamp.size,
      Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec) == image.stamp.modified
    else { throw .incomplete }
    return thumbnail
  }
}

@Sendable package func monotonicMilliseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}
