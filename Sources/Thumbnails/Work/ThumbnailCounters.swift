/// What the service did since it began, and what it has to do.
package struct ThumbnailCounters: Hashable, Sendable {
  package var hits = 0
  package var misses = 0
  package var made = 0
  /// Asked for while somebody else waited for the same.
  package var joined = 0
  package var failed = 0
  /// Not begun because nobody waited any more.
  package var abandoned = 0
  package var waiting = 0
  package var running = 0
}
