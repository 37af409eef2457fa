/// The answer to a `GridRequest`.
package struct Grid: Sendable {
  package static let maximumPositions = 100_000

  package struct Axis: Hashable, Sendable {
    package var dimension: String
    /// All values that remain after the filters, in the dimension's order, also those outside the window.
    package var values: [String]
  }

  /// The top image of one stack.
  package struct Image: Sendable {
    package var image: ImageReference
    /// The height of the stack.
    package var count: Int
  }

  package var revision: Int
  package var x: Axis?
  package var y: Axis?
  package var slider: Axis?
  /// What is shown of the axes; an axis that was not asked for has one column, row or position.
  package var columns: Range<Int>
  package var rows: Range<Int>
  package var positionCount: Int
  package var images: [Image]
  /// Images that pass the filters but lack a dimension with a role.
  package var unplaced: Int
  /// Indices into `images`, −1 for an empty place, row by row, column by column, position by position.
  package var cells: [Int32]

  /// `row` and `column` count from the window's corner.
  package func imageIndex(row: Int, column: Int, position: Int) -> Int? {
    let index = cells[(row * columns.count + column) * positionCount + position]
    return index < 0 ? nil : Int(index)
  }
}
