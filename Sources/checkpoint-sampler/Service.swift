import API
import Catalog
import Configuration
import Disk
import HTTP
import Presets
import Synchronization
import Thumbnails

/// The parts, wired: disk → catalog → API → HTTP, with the presets beside the flow.
final class Service: Sendable {
  let port: Int
  private let server: Server
  private let index: LiveIndex

  init(_ configuration: Configuration, page: String) throws {
    let presets = try PresetStore(file: configuration.databasePath)
    let root = try Root(awaiting: configuration.root, followSymlinks: configuration.followSymlinks)
    let catalog = LiveCatalog()
    let events = EventHub(catalog: catalog)
    let index = try LiveIndex(root: root, configuration: configuration, catalog: catalog, events: events)
    let counters = Later<ServerCounters>()
    let services = Services(
      version: Program.version, catalog: catalog,
      images: ImageFiles(root: root, rules: configuration.runRules, catalog: catalog),
      checkpoints: CheckpointFiles(
        folders: CheckpointFolders(
          root: root, folders: configuration.checkpointDirectories, followSymlinks: configuration.followSymlinks)),
      thumbnails: Self.thumbnails(configuration), presets: presets, events: events,
      status: ServerStatus(watch: { index.status }, server: { counters.value() ?? ServerCounters() }),
      page: StaticFiles(folder: page), isPrivate: !configuration.access.token.isEmpty)
    let router = Routes.router(services)
    let access = Guard(
      AccessConfiguration(token: configuration.access.token, allowedHosts: configuration.access.allowedHosts))
    let server = try Server(configuration: Self.settings(configuration)) { request in
      access.reply(to: request, next: router.reply)
    }
    counters.set { [weak server] in server?.counters ?? ServerCounters() }
    self.server = server
    self.index = index
    port = server.port
  }

  func startIndexing() { index.start() }

  func stop() {
    server.stop()
    index.stop()
  }

  private static func thumbnails(_ configuration: Configuration) -> ThumbnailService {
    let limit = configuration.thumbnails.maxCacheMB * 1_000_000
    return ThumbnailService(cache: ThumbnailCache(folder: configuration.cacheDirectory, limit: limit))
  }

  private static func settings(_ configuration: Configuration) -> ServerConfiguration {
    var settings = ServerConfiguration()
    settings.host = configuration.host
    settings.port = configuration.port
    settings.connectionLimit = DescriptorLimit.connections
    return settings
  }
}

/// A figure of something that exists only later: the server's counters, asked for by the server's own handlers.
private final class Later<Value: Sendable>: Sendable {
  private let source = Mutex<(@Sendable () -> Value)?>(nil)

  func set(_ source: @escaping @Sendable () -> Value) { self.source.withLock { $0 = source } }

  func value() -> Value? { source.withLock { $0 }?() }
}
