package import Samples
internal import Synchronization

/// One training run at one moment.
package final class RunSnapshot: Sendable {
  package let summary: RunSummary
  let index: RunIndex
  private let places = Mutex<LeafPlaces?>(nil)

  init(_ index: RunIndex, _ revision: Int, _ state: RunState) {
    self.index = index
    let newest = index.folders.reduce(Int64.min) { max($0, $1.newest) }
    summary = RunSummary(
      id: index.id, state: state, revision: revision, imageCount: index.imageCount,
      problemCount: index.problemCount,
      dimensions: index.dimensions.shownSlots().map { index.dimensions[$0].name },
      newestImage: index.imageCount > 0 ? newest : nil)
  }

  /// In the order of `summary.dimensions`.
  package func dimensions() -> [DimensionDetail] { index.dimensions.shownSlots().map(detail) }

  package func dimension(_ name: String) -> DimensionDetail? { index.dimensions.livingSlot(of: name).map(detail) }

  /// The first ones, by path; `summary.problemCount` counts them all.
  package func problems(limit: Int = 100) -> [PathProblem] {
    var problems: [PathProblem] = []
    for folder in index.folders where folder.problemCount > 0 {
      problems += folder.listedProblems(limit: limit - problems.count)
      if problems.count >= limit { break }
    }
    return problems
  }

  package func image(at path: RelativePath) -> ImageEntry? {
    guard let folder = index.folders.index(of: path.parent).map({ index.folders[$0] }) else { return nil }
    if let (leaf, row) = folder.position(of: path.lastComponent) {
      return entry(ImageReference(folder: folder, leaf: leaf, row: row))
    }
    return folder.contactSheets.first { path.lastComponent.elementsEqual($0.name) }.map {
      ImageEntry($0, in: folder)
    }
  }

  /// Pictures of whole grids, which no cell shows.
  package func contactSheets() -> [ImageEntry] {
    index.folders.flatMap { folder in folder.contactSheets.map { ImageEntry($0, in: folder) } }
  }

  func entry(_ image: ImageReference) -> ImageEntry {
    let values = image.leaf.columns.compactMap { column -> DimensionValue? in
      let dimension = index.dimensions[column.slot]
      let code = column.code(at: image.row)
      return dimension.values.source(of: code).map {
        DimensionValue(dimension.name, dimension.values.string(of: code), $0)
      }
    }
    return ImageEntry(
      path: image.path, version: image.version, modified: image.modified,
      dimensions: values.sorted { DimensionOrder.precedes($0.name, $1.name) },
      problems: image.leaf.problems(in: image.row..<image.row + 1).map(\.reason), isContactSheet: false)
  }

  /// Where each leaf's rows stand among all, made by the first query.
  func leafPlaces() -> LeafPlaces {
    places.withLock { places in
      if let places { return places }
      let made = LeafPlaces(index.folders)
      places = made
      return made
    }
  }

  private func detail(_ slot: UInt32) -> DimensionDetail {
    let dimension = index.dimensions[slot]
    let order = index.order(slot)
    let counts = zip(order.values, order.counts(dimension.values)).map { ValueCount(value: $0, count: $1) }
    return DimensionDetail(
      name: dimension.name, type: order.type, sources: dimension.values.livingSources(), values: counts)
  }
}

extension ValueDictionary {
  func livingSources() -> [DimensionSource] {
    DimensionSource.allCases.filter { source in
      (1..<codeLimit).contains { counts[$0] > 0 && self.source(of: UInt32($0)) == source }
    }
  }
}

extension Folder {
  fileprivate func listedProblems(limit: Int) -> [PathProblem] {
    var listed = problems.prefix(limit).map { PathProblem(path: path, reason: $0) }
    for sheet in contactSheets {
      listed += sheet.problems.map { PathProblem(path: path.appending(sheet.name), reason: $0) }
    }
    for leaf in leaves where listed.count < limit {
      listed += leaf.problems.prefix(limit - listed.count).map {
        PathProblem(path: path.appending(leaf.name(Int($0.row))), reason: $0.reason)
      }
    }
    return Array(listed.prefix(limit))
  }
}
