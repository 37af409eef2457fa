import Demo
import Synchronization

/// `demo DIR`: writes the demo data set.
enum DemoCommand {
  static func run(folder: String, images: Int?) -> Int32 {
    let progress = ProgressLine()
    do throws(DemoError) {
      let summary = try DemoSet.write(to: folder, images: images) { progress.show($0, of: $1) }
      Console.error("\(folder): \(summary.images) images, \(summary.written) written now")
      return 0
    } catch {
      Console.error("checkpoint-sampler: \(error)")
      return 1
    }
  }
}

/// A line at every tenth of the way, from whichever thread comes there.
private final class ProgressLine: Sendable {
  private let shown = Mutex(0)

  func show(_ done: Int, of total: Int) {
    let tenths = done * 10 / max(total, 1)
    let isNew = shown.withLock { shown in
      guard tenths > shown else { return false }
      shown = tenths
      return true
    }
    if isNew { Console.error("drawing the demo images: \(tenths * 10) %") }
  }
}
