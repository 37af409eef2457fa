/// Keeps the images whose value of `dimension` is one of `values`. Several filters must all hold.
package struct DimensionFilter: Hashable, Sendable {
  package var dimension: String
  package var values: [String]

  package init(_ dimension: String, _ values: [String]) {
    self.dimension = dimension
    self.values = values
  }
}

package struct GridRequest: Hashable, Sendable {
  package var x: String?
  package var y: String?
  package var slider: String?
  /// Filters of the same dimension are joined: an image passes with a value of either.
  package var filters: [DimensionFilter]
  package var window: GridWindow

  package init(
    x: String? = nil, y: String? = nil, slider: String? = nil, filters: [DimensionFilter] = [],
    window: GridWindow = GridWindow()
  ) {
    self.x = x
    self.y = y
    self.slider = slider
    self.filters = filters
    self.window = window
  }
}

/// The part of the grid that is asked for. What lies outside the axes is cut off, so that any numbers are safe.
package struct GridWindow: Hashable, Sendable {
  package var xFrom: Int
  package var xCount: Int?
  package var yFrom: Int
  package var yCount: Int?

  package init(xFrom: Int = 0, xCount: Int? = nil, yFrom: Int = 0, yCount: Int? = nil) {
    self.xFrom = xFrom
    self.xCount = xCount
    self.yFrom = yFrom
    self.yCount = yCount
  }

  static func clamped(from: Int, count: Int?, of total: Int) -> Range<Int> {
    let start = min(max(from, 0), total)
    return start..<start + min(max(count ?? total, 0), total - start)
  }
}
