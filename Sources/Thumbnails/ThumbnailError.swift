internal import PNG

/// Why there is no thumbnail of an image, with what its owner can do.
package enum ThumbnailError: Error, Hashable, Sendable {
  case damaged(String)
  /// Refused by what it declares, before anything is decoded.
  case tooLarge(width: Int, height: Int, reason: String)
  /// The file ends too early, or changed while it was read.
  case incomplete
  case unreadable(String)

  init(_ error: PNGError) {
    switch error {
    case .truncated: self = .incomplete
    case .unreadable: self = .unreadable("the disk reports an error")
    case .tooLarge(let width, let height, let reason): self = .tooLarge(width: width, height: height, reason: reason)
    default: self = .damaged(error.description)
    }
  }

  /// Whether asking again for the same file can only end the same way.
  var isFinal: Bool {
    switch self {
    case .damaged, .tooLarge: true
    case .incomplete, .unreadable: false
    }
  }
}

extension ThumbnailError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .damaged(let reason): "\(reason); copy it anew or generate it again"
    case .tooLarge(let width, let height, let reason): "\(width) × \(height) pixels are too many: \(reason)"
    case .incomplete: "the file ends too early: it is still being written, or its copy was cut off"
    case .unreadable(let reason): "the file cannot be read: \(reason)"
    }
  }
}
