import Catalog
import Samples

/// 50 × 10 × 20 cells and two more dimensions to filter by, as far as the count goes.
struct CatalogBenchmark {
  let imageCount: Int

  func run() {
    let before = residentBytes()
    let catalog = LiveCatalog()
    let synthetic = SyntheticRun(imageCount: imageCount)
    var load = 0.0
    for folder in 0..<synthetic.folderCount {
      let change = synthetic.folder(folder)
      load += time { catalog.apply([change]) }
    }
    let resident = residentBytes() - before
    guard let run = catalog.snapshot().run(SyntheticRun.name) else { return }
    let size = run.memorySize()
    report("size", ["resident_bytes_per_image": Double(resident) / Double(run.summary.imageCount)])
    report("size", ["counted_bytes_per_image": Double(size) / Double(run.summary.imageCount)])
    report("apply_all", ["ms": load, "us_per_image": load * 1000 / Double(run.summary.imageCount)])
    applyOnes(catalog, synthetic)
    query("grid_two_filters", catalog, Self.twoFilters)
    query("grid_wide_filters", catalog, Self.wideFilters)
    query("grid_no_filter", catalog, Self.noFilter)
    query("grid_of_two_axes", catalog, GridRequest(x: "cfg", y: "prompt_name"))
    pages(catalog)
  }

  private static let grid = GridRequest(x: "seed", y: "prompt_name", slider: "checkpoint")
  private static var noFilter: GridRequest { grid }

  private static var twoFilters: GridRequest {
    var request = grid
    request.filters = [DimensionFilter("cfg", ["3"]), DimensionFilter("index", ["5"])]
    return request
  }

  /// Most images pass, so that nothing is skipped.
  private static var wideFilters: GridRequest {
    var request = grid
    request.filters = [
      DimensionFilter("cfg", (1...9).map(String.init)), DimensionFilter("index", (1...9).map(String.init)),
    ]
    return request
  }

  private func query(_ name: String, _ catalog: LiveCatalog, _ request: GridRequest) {
    guard let run = catalog.snapshot().run(SyntheticRun.name) else { return }
    var positions = 0
    let times = (0..<21).map { _ in
      time { positions = (try? run.grid(request))?.cells.count ?? -1 }
    }
    report(name, spread(times).merging(["positions": Double(positions)]) { $1 })
  }

  private func applyOnes(_ catalog: LiveCatalog, _ synthetic: SyntheticRun) {
    let times = (0..<200).map { index in
      let change = synthetic.oneMore(index)
      return time { catalog.apply([change]) }
    }
    report("apply_one", spread(times))
  }

  private func pages(_ catalog: LiveCatalog) {
    guard let run = catalog.snapshot().run(SyntheticRun.name) else { return }
    let times = (0..<11).map { _ in time { _ = try? run.images([], limit: 100) } }
    report("images_first_page", spread(times))
  }

  private func spread(_ times: [Double]) -> [String: Double] {
    let sorted = times.sorted()
    return ["median_ms": sorted[sorted.count / 2], "p95_ms": sorted[sorted.count * 95 / 100]]
  }

  private func time(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }

  private func report(_ name: String, _ figures: [String: Double]) {
    let fields = figures.sorted { $0.key < $1.key }.map { "\"\($0)\":\(($1 * 1000).rounded() / 1000)" }
    print("{\"images\":\(imageCount),\"what\":\"\(name)\",\(fields.joined(separator: ","))}")
  }
}
