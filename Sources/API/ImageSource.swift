package import Samples
package import Thumbnails

/// Where the images come from: the program gives the API the disk through this, so that the API imports no disk.
package protocol ImageSource: Sendable {
  /// The state of the file that is there now, whatever it holds.
  func stamp(_ path: RelativePath) throws(ImageSourceError) -> FileStamp

  /// Opens an image beneath the root.
  func open(_ path: RelativePath) throws(ImageSourceError) -> OpenImage

  /// Reads everything that is known of one image.
  func inspect(_ path: RelativePath) throws(ImageSourceError) -> ImageInspection
}

package enum ImageSourceError: Error, Hashable, Sendable {
  /// No such file beneath the root, or none that may be shown.
  case notFound
  /// There is a file of that name, and it is no image.
  case notAnImage
  /// What is there now was never shown and is not whole yet.
  case beingWritten
  case unreadable(String)
}
