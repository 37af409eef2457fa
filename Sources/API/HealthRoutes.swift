internal import Catalog
internal import HTTP
internal import JSON
internal import Samples
internal import Thumbnails

/// How the server is, for people, for a container's health check and for Prometheus.
struct HealthRoutes: Sendable {
  let services: Services

  /// `GET /healthz`: 200 while requests can be answered, also when the root is away: its state says so.
  func health(_ request: Request) -> Reply {
    let snapshot = services.catalog.snapshot()
    let watch = services.status.watch()
    return .now(
      .fresh(
        JSONWriter.bytes { writer in
          writer.object { writer in
            writer.field("status", snapshot.state == .unavailable ? "degraded" : "ok")
            writer.field("version", services.version)
            writer.field("state", snapshot.state.rawValue)
            writer.field("reason", snapshot.unavailableReason)
            writer.field("training_runs", snapshot.runs.count)
            writer.field("images", snapshot.imageCount)
            writer.key("scan")
            writer.object { writer in
              writer.field("done", snapshot.progress.done)
              writer.field("total", snapshot.progress.total)
            }
            writer.key("watch")
            watch.write(to: &writer)
            writer.key("thumbnails")
            services.thumbnails.writeHealth(to: &writer)
          }
        }))
  }

  /// `GET /metrics`, in Prometheus' text format.
  func metrics(_ request: Request) -> Reply {
    let snapshot = services.catalog.snapshot()
    let server = services.status.server()
    var text = MetricsText()
    text.add("images", "gauge", "Images in the index.", snapshot.imageCount)
    text.add("training_runs", "gauge", "Training runs in the index.", snapshot.runs.count)
    text.add("problems", "gauge", "Problems of all runs.", snapshot.runs.reduce(0) { $0 + $1.summary.problemCount })
    text.add("scan_done", "gauge", "Images read by the scan.", snapshot.progress.done)
    text.add("scan_total", "gauge", "Images found by the scan.", snapshot.progress.total)
    for (index, count) in server.requestsByClass.enumerated() {
      text.add("requests_total", "counter", "Answered requests.", count, label: ("status", "\(index + 1)xx"))
    }
    text.add("sent_bytes_total", "counter", "Bytes of bodies sent.", server.bytesSent)
    text.add("connections", "gauge", "Open connections.", server.connections)
    text.add("event_streams", "gauge", "Open event streams.", server.streams)
    services.thumbnails.addMetrics(to: &text)
    for metric in services.status.watch().metrics { text.add(metric.name, metric.type, metric.help, metric.value) }
    return .now(.text(text.lines, type: "text/plain; version=0.0.4; charset=utf-8"))
  }
}

extension CatalogSnapshot {
  var imageCount: Int { runs.reduce(0) { $0 + $1.summary.imageCount } }
}

extension ThumbnailService {
  fileprivate func writeHealth(to writer: inout JSONWriter) {
    let report = cache.report
    writer.object { writer in
      writer.field("cache_bytes", report.bytes)
      writer.field("waiting", counters.waiting)
      writer.field("problem", report.problem)
    }
  }

  fileprivate func addMetrics(to text: inout MetricsText) {
    let (counters, report) = (counters, cache.report)
    text.add("thumbnail_hits_total", "counter", "Thumbnails found in the cache.", counters.hits)
    text.add("thumbnail_misses_total", "counter", "Thumbnails not found in the cache.", counters.misses)
    text.add("thumbnail_joined_total", "counter", "Misses that waited for another's work.", counters.joined)
    text.add("thumbnail_made_total", "counter", "Thumbnails made.", counters.made)
    text.add("thumbnail_failed_total", "counter", "Images of which no thumbnail could be made.", counters.failed)
    text.add("thumbnail_abandoned_total", "counter", "Thumbnails dropped before work began.", counters.abandoned)
    text.add("thumbnail_waiting", "gauge", "Thumbnails waiting to be made.", counters.waiting)
    text.add("thumbnail_workers", "gauge", "Threads making thumbnails.", counters.running)
    text.add("thumbnail_cache_bytes", "gauge", "Bytes on the disk, as last seen.", report.bytes)
    text.add("thumbnail_evicted_total", "counter", "Thumbnails removed to stay within the bound.", report.evicted)
  }
}

private struct MetricsText {
  private(set) var lines = ""
  private var described: Set<String> = []

  mutating func add(_ name: String, _ type: String, _ help: String, _ value: Int, label: (String, String)? = nil) {
    let name = "checkpoint_sampler_\(name)"
    if described.insert(name).inserted { lines += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" }
    let labels = label.map { "{\($0.0)=\"\($0.1)\"}" } ?? ""
    lines += "\(name)\(labels) \(value)\n"
  }
}
