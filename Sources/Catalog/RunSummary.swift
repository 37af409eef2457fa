package import Samples

package enum RunState: String, Sendable {
  case scanning, ready, unavailable
}

/// What the list of training runs shows of one.
package struct RunSummary: Hashable, Sendable {
  /// The id is the run's name.
  package var id: String
  package var state: RunState
  /// Grows by one with every `apply` that changed the run; never falls, even when the run goes and comes back.
  package var revision: Int
  package var imageCount: Int
  package var problemCount: Int
  /// `checkpoint`, `step` and `epoch` first, then in natural order.
  package var dimensions: [String]
  /// The latest modification time of an image, nanoseconds since 1970.
  package var newestImage: Int64?
}

package struct DimensionDetail: Hashable, Sendable {
  package var name: String
  package var type: DimensionType
  package var sources: [DimensionSource]
  /// In the dimension's order.
  package var values: [ValueCount]
}

package struct ValueCount: Hashable, Sendable {
  package var value: String
  package var count: Int
}

package struct PathProblem: Hashable, Sendable {
  /// An image, or a folder with a problem of its own.
  package var path: RelativePath
  package var reason: String
}

/// What one `apply` did to one run: the data of an event.
package struct RunChange: Hashable, Sendable {
  package var id: String
  package var revision: Int
  package var state: RunState
  package var imageCount: Int
  /// An overwritten image is neither added nor removed; the revision tells of it.
  package var added: Int
  package var removed: Int
  /// The run has no images and no problems left and is no longer listed.
  package var isGone: Bool

  package init(
    id: String, revision: Int, state: RunState, imageCount: Int, added: Int = 0, removed: Int = 0, isGone: Bool = false
  ) {
    self.id = id
    self.revision = revision
    self.state = state
    self.imageCount = imageCount
    self.added = added
    self.removed = removed
    self.isGone = isGone
  }
}
