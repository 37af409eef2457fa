import API
import Catalog
import Disk
import Dispatch
import Samples

/// Pumps what the disk side finds into the catalog, and tells the open pages.
final class LiveIndex: Sendable {
  private let scanner: Scanner
  private let catalog: LiveCatalog
  private let events: EventHub
  private let queue = DispatchQueue(label: "index")

  init(root: Root, rules: RunRules, catalog: LiveCatalog, events: EventHub) {
    scanner = Scanner(root: root, rules: rules)
    self.catalog = catalog
    self.events = events
  }

  var status: WatchStatus { WatchStatus(mode: "none") }

  func start() {
    queue.async { [self] in
      scanner.run(sink: apply)
      let images = catalog.snapshot().progress.total
      apply([.progress(ScanProgress(done: images, total: images, isReady: true))])
    }
  }

  func stop() {}

  private func apply(_ changes: [FileChange]) {
    events.publish(catalog.apply(changes))
  }
}
