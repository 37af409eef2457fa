import API
import Catalog
import Configuration
import HTTP
import Presets
import Samples
import Thumbnails

/// What users and browsers send.
enum ServerTargets {
  /// The text of `config.toml`.
  @Sendable static func config(_ bytes: [UInt8]) {
    let path = RelativePath("config.toml")
    guard ScratchFile.write(bytes, to: path) else { fatalError("the scratch file cannot be used") }
    do {
      _ = try Configuration.load(ConfigurationSources(configPath: "\(ScratchFile.folder)/\(path)"))
    } catch {
      precondition(!error.description.isEmpty)
    }
  }

  /// A request's target: the path, the query, a range and a condition behind line breaks.
  @Sendable static func request(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let texts = lines.map { String(decoding: $0, as: UTF8.self) }
    var headers: HeaderFields = [:]
    if texts.count > 1 { headers = ["Range": texts[1], "If-None-Match": texts.last ?? "", "Host": texts[1]] }
    for method in ["GET", "OPTIONS"] {
      let request = Request(method: method, target: texts.first ?? "", headers: headers)
      // What answers later waits for the disk, not for the text of the request.
      guard let response = Self.response(router.reply(to: request)) else { continue }
      precondition(response.status < 500 || response.status == 503, "\(response.status) for \(request.rawTarget)")
    }
  }

  private static func response(_ reply: Reply) -> Response? {
    switch reply {
    case .now(let response): response
    case .unlessKept(_, let make): response(make())
    case .later: nil
    }
  }

  private static let router: Router = {
    let catalog = LiveCatalog()
    catalog.apply([.folder(RelativePath("run"), in: [Placement(run: "run")], images)])
    guard let presets = try? PresetStore(file: "\(ScratchFile.folder)/presets.db") else {
      fatalError("the presets cannot be opened")
    }
    let cache = ThumbnailCache(folder: "\(ScratchFile.folder)/cache", limit: 1 << 20)
    let router = Routes.router(
      Services(
        version: "fuzz", catalog: catalog, images: NoImages(), thumbnails: ThumbnailService(cache: cache, workers: 1),
        presets: presets, events: EventHub(catalog: catalog),
        status: ServerStatus(watch: { WatchStatus(mode: "none") }, server: { ServerCounters() }),
        page: StaticFiles(folder: ScratchFile.folder), isPrivate: false))
    // A stream that nobody connects to is never closed.
    return Router(routes: router.routes.filter { $0.pattern != "/api/events" })
  }()

  private static var images: FileBatch {
    var batch = FileBatch()
    let reader = FolderReader(folder: RelativePath("run"), layout: nil, rules: .discovery)
    for name in ["cfg=1&seed=7.png", "cfg=3&seed=7.png", "cfg=3&seed=8&prompt=a%20b.png"] {
      reader.add(Array(name.utf8)[...], stamp: FileStamp(modified: 1, size: 1, inode: 1), to: &batch)
    }
    return batch
  }
}

/// A disk on which the images are not there any more.
private struct NoImages: ImageSource {
  func stamp(_ path: RelativePath) throws(ImageSourceError) -> FileStamp { throw .notFound }
  func open(_ path: RelativePath) throws(ImageSourceError) -> OpenImage { throw .notFound }
  func inspect(_ path: RelativePath) throws(ImageSourceError) -> ImageInspection { throw .notFound }
}
