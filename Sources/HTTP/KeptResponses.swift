internal import CMicroHTTPD
internal import Synchronization

/// Answers that were sent before and are sent again as they are: small files, and 304s. Building one costs about
/// 15,000 instructions, for the most part libmicrohttpd's copying of nine header lines, and the reading of the file;
/// a grid asks for the same thumbnails again and again.
///
/// A strong ETag promises the same bytes for the same target, so nothing here can grow old: a handler has looked at the
/// file, and what it gave is the key. Two generations bound it: when the younger one is full, the older one is dropped.
final class KeptResponses: Sendable {
  struct Key: Hashable {
    let target: String
    let status: Int
    let validity: Validity

    /// Caching follows from the target and the tag, and would only be more to hash.
    func hash(into hasher: inout Hasher) {
      hasher.combine(target)
      hasher.combine(status)
      hasher.combine(validity.etag)
    }
  }

  /// `@unchecked Sendable`: the library counts references of a response under a lock of its own, and changes nothing
  /// else of one that has been queued.
  private struct Kept: @unchecked Sendable {
    let response: OpaquePointer
    /// Of the body.
    let length: Int

    /// What it costs with its headers and its key.
    var size: Int { length + 2048 }
  }

  private struct Generations {
    var young: [Key: Kept] = [:]
    var old: [Key: Kept] = [:]
    var youngSize = 0
  }

  private let generations = Mutex(Generations())
  private let generationLimit: Int

  init(limit: Int) { generationLimit = limit / 2 }

  deinit {
    generations.withLock { generations in
      for kept in generations.young.values { MHD_destroy_response(kept.response) }
      for kept in generations.old.values { MHD_destroy_response(kept.response) }
    }
  }

  /// Queues what is kept for the key and tells the length of its body; nil when there is none. Under the lock, so that
  /// nobody drops it meanwhile.
  func queue(_ key: Key, on connection: ConnectionHandle) -> (result: MHD_Result, length: Int)? {
    generations.withLock { generations in
      guard let kept = generations.young[key] ?? rejuvenated(key, &generations) else { return nil }
      return (MHD_queue_response(connection.pointer, UInt32(key.status), kept.response), kept.length)
    }
  }

  /// What is asked for again survives the next ageing, as far as the younger generation has room.
  private func rejuvenated(_ key: Key, _ generations: inout Generations) -> Kept? {
    guard let kept = generations.old[key], generations.youngSize + kept.size <= generationLimit else {
      return generations.old[key]
    }
    generations.old[key] = nil
    generations.young[key] = kept
    generations.youngSize += kept.size
    return kept
  }

  /// Takes the response over. Of two threads that made the same the second one's is dropped.
  func keep(_ response: OpaquePointer, length: Int, as key: Key) {
    let kept = Kept(response: response, length: length)
    let dropped = generations.withLock { generations -> [Kept] in
      guard generations.young[key] == nil else { return [kept] }
      generations.young[key] = kept
      generations.youngSize += kept.size
      return generations.youngSize > generationLimit ? Self.age(&generations) : []
    }
    for kept in dropped { MHD_destroy_response(kept.response) }
  }

  private static func age(_ generations: inout Generations) -> [Kept] {
    let dropped = Array(generations.old.values)
    generations = Generations(old: generations.young)
    return dropped
  }

  /// For tests: how many are kept.
  var count: Int { generations.withLock { $0.young.count + $0.old.count } }
}

extension KeptResponses.Key {
  /// Nil for what is not worth keeping, or is not the same each time.
  init?(_ plan: ResponsePlan, target: String) {
    guard plan.isRepeatable, let etag = plan.value("ETag") else { return nil }
    let validity = Validity(etag: etag, cacheControl: plan.value("Cache-Control") ?? "")
    self.init(target: target, status: plan.status, validity: validity)
  }

  /// Of the answer that the request would get; nil where that takes a closer look.
  init?(_ validity: Validity, for request: Request) {
    let headers = request.headers
    guard request.method == "GET", !headers.contains("Range"), !headers.contains("If-Modified-Since") else {
      return nil
    }
    let isUnchanged = headers.list("If-None-Match").map { ETag.list($0, matches: validity.etag, .weak) } ?? false
    self.init(target: request.rawTarget, status: isUnchanged ? 304 : 200, validity: validity)
  }
}
