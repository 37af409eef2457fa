/// The lengths that the longest side of a thumbnail may have. A smaller image keeps its size.
package enum ThumbnailSize: Int, CaseIterable, Sendable {
  case tiny = 128
  case small = 256
  case medium = 512
  case large = 1024

  /// The size of a thumbnail of an image of width × height: at least one pixel each way, and never larger than the
  /// image.
  func fit(width: Int, height: Int) -> (width: Int, height: Int) {
    let longest = max(width, height)
    guard longest > rawValue else { return (width, height) }
    func scaled(_ length: Int) -> Int { max(1, (length * rawValue + longest / 2) / longest) }
    return (scaled(width), scaled(height))
  }
}
