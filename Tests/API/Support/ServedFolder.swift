import API
import Catalog
import Disk
import Foundation
import HTTP
import PNG
import Presets
import Samples
import Thumbnails

@testable import checkpoint_sampler

/// A folder of images, scanned and answered for by the real route table, with a database of its own; gone with the test.
final class ServedFolder {
  let root: String
  let services: Services
  let cacheFolder: String
  private let folder: String
  private let diskRoot: Root
  private let rules: RunRules
  private let router: Router

  init(_ images: [String] = [], rules: RunRules = .discovery, isPrivate: Bool = false) throws {
    folder = NSTemporaryDirectory() + "/api-\(UUID().uuidString)"
    root = folder + "/root"
    cacheFolder = folder + "/cache"
    self.rules = rules
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    diskRoot = try Root(path: root, followSymlinks: false)
    let catalog = LiveCatalog()
    services = Services(
      version: "test", catalog: catalog, images: ImageFiles(root: diskRoot, rules: rules, catalog: catalog),
      thumbnails: ThumbnailService(cache: ThumbnailCache(folder: cacheFolder, limit: 50_000_000)),
      presets: try PresetStore(file: folder + "/data/presets.db"), events: EventHub(catalog: catalog),
      status: ServerStatus(watch: { Self.watch }, server: { ServerCounters(requestsByClass: [0, 7, 2, 1, 0]) }),
      page: StaticFiles(folder: folder), isPrivate: isPrivate)
    router = Routes.router(services)
    for image in images { try add(image) }
    scan()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static let watch = WatchStatus(
    mode: "poll", reasons: ["a test"], figures: [("folders", 3)],
    metrics: [.init("watched_folders", "gauge", "Folders.", 3)])

  // MARK: The folder

  private static let picture = PNGEncoder().encode(
    width: 2, height: 3, pixels: [UInt8](repeating: 9, count: 18), texts: [])

  static func picture(_ texts: [(keyword: String, text: String)]) -> [UInt8] {
    PNGEncoder().encode(width: 2, height: 3, pixels: [UInt8](repeating: 9, count: 18), texts: texts)
  }

  /// `path` is beneath the root and may hold bytes that are no UTF-8.
  func add(_ path: [UInt8], _ content: [UInt8] = picture, seconds: Int = 1_700_000_000) throws {
    let full = Array(root.utf8) + [0x2F] + path
    let parent = full[..<(full.lastIndex(of: 0x2F) ?? 0)]
    try FileManager.default.createDirectory(
      atPath: String(decoding: parent, as: UTF8.self), withIntermediateDirectories: true)
    let name = (full + [0]).map(CChar.init(bitPattern:))
    let descriptor = creat(name, 0o644)
    defer { close(descriptor) }
    guard write(descriptor, content, content.count) == content.count else { throw POSIXError(.EIO) }
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    futimens(descriptor, [time, time])
  }

  func add(_ path: String, _ content: [UInt8] = picture, seconds: Int = 1_700_000_000) throws {
    try add(Array(path.utf8), content, seconds: seconds)
  }

  func scan() {
    let catalog = services.catalog
    Scanner(root: diskRoot, rules: rules).run { catalog.apply($0) }
    let total = catalog.snapshot().progress.total
    catalog.apply([.progress(ScanProgress(done: total, total: total, isReady: true))])
  }

  // MARK: Asking

  func ask(_ method: String, _ target: String, _ headers: HeaderFields = [:], body: String = "") -> Answer {
    ask(Request(method: method, target: target, headers: headers, body: Array(body.utf8)))
  }

  func ask(_ request: Request) -> Answer { answer(router.reply(to: request), request) }

  private func answer(_ reply: Reply, _ request: Request) -> Answer {
    switch reply {
    case .now(let response): return Answer(request, response)
    case .unlessKept(_, let make): return answer(make(), request)
    case .later(let start):
      let promise = Promise()
      _ = start { promise.keep($0) }
      return Answer(request, promise.wait())
    }
  }

  func get(_ target: String, _ headers: HeaderFields = [:]) -> Answer { ask("GET", target, headers) }
}

/// The response to a later answer, waited for.
private final class Promise: @unchecked Sendable {
  // `@unchecked`: written before the semaphore is signalled and read after.
  private let kept = DispatchSemaphore(value: 0)
  private var response = Response()

  func keep(_ response: Response) {
    self.response = response
    kept.signal()
  }

  func wait() -> Response {
    kept.wait()
    return response
  }
}
