package import Samples

/// The format of an open file by its first bytes.
package enum ImageSignature {
  package static func read(_ file: borrowing Descriptor) -> ImageFormat? {
    withUnsafeTemporaryAllocation(byteCount: ImageFormat.signatureLength, alignment: 1) { buffer in
      let count = PositionedRead.fill(buffer, of: file.number, at: 0)
      return ImageFormat(signature: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
