package import Samples

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
