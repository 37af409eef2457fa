package import Samples

/// One image of one run with everything the catalog knows of it.
package struct ImageEntry: Hashable, Sendable {
  package var path: RelativePath
  package var version: UInt64
  /// Nanoseconds since 1970.
  package var modified: Int64
  /// In the order of the run's dimensions.
  package var dimensions: [DimensionValue]
  package var problems: [String]
  package var isContactSheet: Bool
}

/// One page of a listing.
package struct ImagePage: Sendable {
  package var images: [ImageEntry]
  /// All images that pass the filters, on every page.
  package var total: Int
  /// Where the next page starts; nil on the last.
  package var next: String?
}
