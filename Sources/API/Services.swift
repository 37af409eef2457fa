package import Catalog
package import HTTP
internal import JSON
package import Presets
package import Thumbnails

/// What the handlers work with. The program makes it; tests make it of smaller parts.
package struct Services: Sendable {
  package var version: String
  package var catalog: LiveCatalog
  package var images: any ImageSource
  package var checkpoints: any CheckpointSource
  package var thumbnails: ThumbnailService
  package var presets: PresetStore
  package var events: EventHub
  package var status: ServerStatus
  package var page: StaticFiles
  /// Whether a token is needed, so that shared caches must not keep the pictures.
  package var isPrivate: Bool

  package init(
    version: String, catalog: LiveCatalog, images: any ImageSource,
    checkpoints: any CheckpointSource = NoCheckpoints(), thumbnails: ThumbnailService, presets: PresetStore,
    events: EventHub, status: ServerStatus, page: StaticFiles, isPrivate: Bool
  ) {
    self.version = version
    self.catalog = catalog
    self.images = images
    self.checkpoints = checkpoints
    self.thumbnails = thumbnails
    self.presets = presets
    self.events = events
    self.status = status
    self.page = page
    self.isPrivate = isPrivate
  }
}

/// What others know of themselves at the moment they are asked.
package struct ServerStatus: Sendable {
  package var watch: @Sendable () -> WatchStatus
  package var server: @Sendable () -> ServerCounters

  package init(watch: @escaping @Sendable () -> WatchStatus, server: @escaping @Sendable () -> ServerCounters) {
    self.watch = watch
    self.server = server
  }
}

/// How changes on the disk are noticed.
package struct WatchStatus: Sendable {
  package struct Metric: Sendable {
    package var name: String
    package var type: String
    package var help: String
    package var value: Int

    package init(_ name: String, _ type: String, _ help: String, _ value: Int) {
      self.name = name
      self.type = type
      self.help = help
      self.value = value
    }
  }

  /// `inotify`, `poll`, `mixed`; `none` before the first scan.
  package var mode: String
  /// Why it is not inotify for everything.
  package var reasons: [String]
  /// The last change heard of, in the kernel's words.
  package var lastEvent: String?
  /// Limits and counts, by name.
  package var figures: [(name: String, value: Int)]
  package var metrics: [Metric]

  package init(
    mode: String, reasons: [String] = [], lastEvent: String? = nil, figures: [(name: String, value: Int)] = [],
    metrics: [Metric] = []
  ) {
    self.mode = mode
    self.reasons = reasons
    self.lastEvent = lastEvent
    self.figures = figures
    self.metrics = metrics
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("mode", mode)
      writer.key("reasons")
      writer.strings(reasons)
      writer.field("last_event", lastEvent)
      for figure in figures { writer.field(figure.name, figure.value) }
    }
  }
}
