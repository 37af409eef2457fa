import API
import Catalog
import Configuration
import Disk
import Samples

/// Pumps what the disk side finds into the catalog, and tells the open pages.
final class LiveIndex: Sendable {
  private let watcher: Watcher
  private let pollSeconds: Int

  init(root: Root, configuration: Configuration, catalog: LiveCatalog, events: EventHub) throws(DiskError) {
    pollSeconds = configuration.watch.pollSeconds
    let options = WatchOptions(mode: .init(configuration.watch.mode), pollSeconds: pollSeconds)
    watcher = try Watcher(root: root, rules: configuration.runRules, options: options) { changes in
      events.publish(catalog.apply(changes))
    }
  }

  func start() { watcher.start() }

  func stop() { watcher.stop() }

  var status: WatchStatus {
    let report = watcher.report
    let limits = InotifyLimits.current()
    let metrics: [WatchStatus.Metric] = [
      .init("watch_watches", "gauge", "Folders watched with inotify.", report.watches),
      .init("watch_max_user_watches", "gauge", "Folders this user may watch.", limits?.watches ?? 0),
      .init("watch_max_user_instances", "gauge", "Inotify instances this user may have.", limits?.instances ?? 0),
      .init(
        "watch_max_queued_events", "gauge", "Events the kernel keeps before it drops some.", limits?.queuedEvents ?? 0),
      .init("watch_polled_folders", "gauge", "Folders read every poll_seconds.", report.polledFolders),
      .init("watch_poll_seconds", "gauge", "Seconds between two readings of a polled folder.", pollSeconds),
      .init("watch_overflows_total", "counter", "Times that the kernel dropped events.", report.overflows),
      .init("watch_rescans_total", "counter", "Times that all folders were read again.", report.rescans),
      .init("watch_batches_total", "counter", "Batches of changes handed to the index.", report.batches),
      .init(
        "watch_event_lag_microseconds", "gauge", "From hearing of the last change to indexing it.",
        report.lagMicroseconds),
    ]
    return WatchStatus(
      mode: report.mode.rawValue, reasons: report.reasons, lastEvent: report.lastEvent,
      figures: Self.figures(metrics), metrics: metrics)
  }

  /// The same under the names that /healthz gives them: without what Prometheus wants around them.
  private static func figures(_ metrics: [WatchStatus.Metric]) -> [(name: String, value: Int)] {
    metrics.map { metric in
      let name = metric.name.dropFirst("watch_".count)
      return (String(name.hasSuffix("_total") ? name.dropLast("_total".count) : name), metric.value)
    }
  }
}

extension WatchOptions.Mode {
  fileprivate init(_ mode: Configuration.WatchMode) {
    switch mode {
    case .auto: self = .automatic
    case .inotify: self = .inotify
    case .poll: self = .poll
    }
  }
}
