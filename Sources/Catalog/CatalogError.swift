/// Why a query has no answer. Each names what was asked for; `hint` says what to ask instead.
package enum CatalogError: Error, Hashable, Sendable {
  case unknownDimension(String)
  /// One dimension was given two roles among x, y and slider.
  case duplicateDimension(String)
  /// `positions` saturates at `Int.max`.
  case windowTooLarge(positions: Int)
  case invalidCursor

  /// The `error.code` of the HTTP contract.
  package var code: String {
    switch self {
    case .unknownDimension: "unknown_dimension"
    case .duplicateDimension: "duplicate_dimension"
    case .windowTooLarge: "window_too_large"
    case .invalidCursor: "invalid_cursor"
    }
  }

  package var message: String {
    switch self {
    case .unknownDimension(let name): "no image of this training run has a dimension named \(name)"
    case .duplicateDimension(let name): "the dimension \(name) has more than one role"
    case .windowTooLarge(let positions): "the window has \(positions) positions, at most \(Grid.maximumPositions)"
    case .invalidCursor: "the cursor is not one that this server gave"
    }
  }

  package var hint: String {
    switch self {
    case .unknownDimension: "see \"dimensions\" of the training run for the names there are"
    case .duplicateDimension: "give x, y and slider a dimension each"
    case .windowTooLarge: "ask for fewer rows and columns with x_count and y_count, or filter the slider's dimension"
    case .invalidCursor: "start again without a cursor"
    }
  }
}
