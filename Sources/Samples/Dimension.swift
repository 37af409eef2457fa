/// Where a dimension's value was read. On a disagreement the earlier case wins.
package enum DimensionSource: UInt8, Sendable, CaseIterable, Comparable {
  case filename = 1
  case folder = 2
  case metadata = 3

  package var name: String {
    switch self {
    case .filename: "filename"
    case .folder: "folder"
    case .metadata: "metadata"
    }
  }

  package static func < (left: DimensionSource, right: DimensionSource) -> Bool { left.rawValue < right.rawValue }
}

/// One value of one dimension of one image or folder.
package struct DimensionValue: Hashable, Sendable {
  package var name: String
  package var value: String
  package var source: DimensionSource

  package init(_ name: String, _ value: String, _ source: DimensionSource) {
    self.name = name
    self.value = value
    self.source = source
  }
}

/// What kind of values a dimension holds: decides their order, and is told to the page.
package enum DimensionType: String, Sendable {
  case integer
  case number
  case text

  /// `integer` when every value is a whole number, `number` when every value is a number, else `text`.
  package static func of(_ values: some Sequence<String>) -> DimensionType {
    var type = DimensionType.integer
    for value in values {
      guard let number = DecimalNumber(value) else { return .text }
      if !number.isWhole { type = .number }
    }
    return type
  }
}
