import Configuration
import Disk
import Glibc
import Presets

/// `serve`: opens what the server needs, answers requests, and stops cleanly.
struct ServeCommand {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  func run() -> Int32 {
    var signals = Signals()
    for warning in configuration.warnings { Console.error("\(warning)") }
    guard let page = WebFolder.find() else {
      return fail("the page is missing: there is no folder `web` with an index.html beside the program")
    }
    warnOfMissingRoot()
    DescriptorLimit.raise()
    do {
      let service = try Service(configuration, page: page)
      Console.announce("listening on http://\(Self.shown(configuration.host)):\(service.port)")
      service.startIndexing()
      let number = signals.wait()
      Console.error("stopping on signal \(number)")
      service.stop()
      return 0
    } catch let error as DiskError {
      return fail("root \(configuration.root): \(error)")
    } catch {
      let remedy = error is PresetError ? StateFolder(ofFile: configuration.databasePath).remedy : nil
      return fail("\(error)" + (remedy.map { "\n\($0)" } ?? ""))
    }
  }

  /// No reason to stop: a share may be mounted later, and a training may make its folder.
  private func warnOfMissingRoot() {
    do throws(DiskError) {
      _ = try Root(path: configuration.root, followSymlinks: configuration.followSymlinks)
    } catch {
      Console.error(
        "root \(configuration.root): \(error); waiting for it, or name another folder with `serve ROOT` or `root`")
    }
  }

  private func fail(_ reason: String) -> Int32 {
    Console.error("checkpoint-sampler: \(reason)")
    return 1
  }

  /// An IPv6 address stands in brackets in a URL.
  private static func shown(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}
