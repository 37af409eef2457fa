package import Samples

/// The format of an open file by its first bytes.
package enum ImageSignature {
  package static func read(_ file: borrowing Descriptor) -> ImageFormat? {
    ImageFormat(signature: PositionedRead.bytes(of: file.number, at: 0, count: ImageFormat.signatureLength))
  }
}
