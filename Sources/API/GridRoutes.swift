internal import Catalog
internal import HTTP
internal import JSON
internal import Samples

/// The images of one run, as a grid and as a list.
struct GridRoutes: Sendable {
  private static let filterPrefix = "filter."
  private static let gridParameters: Set = ["x", "y", "slider", "x_from", "x_count", "y_from", "y_count"]
  private static let defaultLimit = 100
  private static let maximumLimit = 1000

  let catalog: LiveCatalog

  /// `GET /api/training-runs/{id}/grid`
  func grid(_ request: Request) -> Reply {
    answer(request, known: Self.gridParameters) { run, parameters throws in
      let window = GridWindow(
        xFrom: try parameters.count("x_from") ?? 0, xCount: try parameters.count("x_count"),
        yFrom: try parameters.count("y_from") ?? 0, yCount: try parameters.count("y_count"))
      let query = GridRequest(
        x: parameters.nonEmptyText("x"), y: parameters.nonEmptyText("y"), slider: parameters.nonEmptyText("slider"),
        filters: Self.filters(parameters), window: window)
      let grid = try run.grid(query)
      // About 130 bytes an image and 6 a position, so that the buffer grows once at most.
      var writer = JSONWriter(reserving: 130 * grid.images.count + 6 * grid.cells.count + 1024)
      writer.write(grid)
      return writer.bytes
    }
  }

  /// `GET /api/training-runs/{id}/images`
  func images(_ request: Request) -> Reply {
    answer(request, known: ["limit", "cursor"]) { run, parameters throws in
      let page = try run.images(
        Self.filters(parameters),
        limit: parameters.count("limit", in: 1...Self.maximumLimit) ?? Self.defaultLimit,
        cursor: parameters.nonEmptyText("cursor"))
      return JSONWriter.bytes { writer in
        writer.object { writer in
          writer.field("revision", run.summary.revision)
          writer.field("total", page.total)
          writer.key("images")
          writer.array(of: page.images) { $0.write($1) }
          writer.field("next_cursor", page.next)
        }
      }
    }
  }

  private static func filters(_ parameters: QueryParameters) -> [DimensionFilter] {
    parameters.grouped(prefix: filterPrefix).map { DimensionFilter($0.name, $0.values) }
  }

  private func answer(
    _ request: Request, known: Set<String>, _ body: (RunSnapshot, QueryParameters) throws -> [UInt8]
  ) -> Reply {
    do {
      let parameters = try QueryParameters(of: request, known: known, prefixes: [Self.filterPrefix])
      guard let run = catalog.snapshot().run(of: request) else { return .now(.unknownRun) }
      return .now(.fresh(try body(run, parameters)))
    } catch let error as ParameterError {
      return .now(.failure(error))
    } catch let error as CatalogError {
      return .now(.failure(error))
    } catch {
      return .now(.internalError)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ grid: Grid) {
    object { writer in
      writer.field("revision", grid.revision)
      writer.axis("x", grid.x)
      writer.axis("y", grid.y)
      writer.axis("slider", grid.slider)
      writer.key("window")
      writer.object { writer in
        writer.field("x_from", grid.columns.lowerBound)
        writer.field("x_count", grid.columns.count)
        writer.field("y_from", grid.rows.lowerBound)
        writer.field("y_count", grid.rows.count)
      }
      writer.key("images")
      writer.array(of: grid.images) { $0.write($1) }
      writer.field("unplaced", grid.unplaced)
      writer.key("cells")
      writer.cells(of: grid)
    }
  }

  private mutating func axis(_ name: String, _ axis: Grid.Axis?) {
    key(name)
    guard let axis else { return null() }
    object { writer in
      writer.field("dimension", axis.dimension)
      writer.key("values")
      writer.strings(axis.values)
    }
  }

  private mutating func write(_ image: Grid.Image) {
    object { writer in
      writer.field("path", image.image.path.description)
      writer.field("version", VersionText.text(image.image.version))
      writer.field("count", image.count)
    }
  }

  private mutating func cells(of grid: Grid) {
    array(of: 0..<grid.rows.count) { writer, row in
      writer.array(of: 0..<grid.columns.count) { writer, column in
        writer.array(of: 0..<grid.positionCount) { writer, position in
          if let index = grid.imageIndex(row: row, column: column, position: position) {
            writer.integer(index)
          } else {
            writer.null()
          }
        }
      }
    }
  }

  mutating func write(_ image: ImageEntry) {
    object { writer in
      writer.field("path", image.path.description)
      writer.field("version", VersionText.text(image.version))
      writer.field("modified_at", Timestamp(nanoseconds: image.modified).description)
      writer.key("dimensions")
      writer.object { writer in for value in image.dimensions { writer.field(value.name, value.value) } }
      writer.key("sources")
      writer.object { writer in for value in image.dimensions { writer.field(value.name, value.source.name) } }
      writer.key("problems")
      writer.strings(image.problems)
    }
  }
}
