package import Samples

/// Where the images come from: the program gives the API the disk through this, so that the API imports no disk.
package protocol ImageSource: Sendable {
  /// Opens an image beneath the root.
  func open(_ path: RelativePath) throws(ImageSourceError) -> OpenImage

  /// Reads everything that is known of one image.
  func inspect(_ path: RelativePath) throws(ImageSourceError) -> ImageInspection
}

/// An open image. Whoever holds it owns the descriptor.
package struct OpenImage: Sendable {
  package var descriptor: Int32
  package var stamp: FileStamp
  package var format: ImageFormat

  package init(descriptor: Int32, stamp: FileStamp, format: ImageFormat) {
    self.descriptor = descriptor
    self.stamp = stamp
    self.format = format
  }
}

package enum ImageSourceError: Error, Hashable, Sendable {
  /// No such file beneath the root, or none that may be shown.
  case notFound
  /// There is a file of that name, and it is no image.
  case notAnImage
  case unreadable(String)
}
