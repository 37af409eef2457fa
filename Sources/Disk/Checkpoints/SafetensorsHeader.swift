import Glibc
package import Metadata
import Samples

/// Why a file's header cannot be read.
package enum SafetensorsProblem: Error, Hashable {
  /// Shorter than its header says: a download or a save that is not done.
  case partial
  case unreadable(String)

  package var reason: String {
    switch self {
    case .partial: "the file ends too soon; it may still be being written"
    case .unreadable(let reason): reason
    }
  }
}

/// The JSON at the start of a safetensors file: eight bytes of length, little-endian, then the header. The tensors
/// behind it are never read.
package enum SafetensorsHeader {
  /// The format's own library refuses longer ones.
  private static let maximumLength = 100_000_000

  package static func read(_ file: borrowing Descriptor) throws(SafetensorsProblem) -> SafetensorsMetadata {
    let header = try bytes(file)
    do throws(MetadataError) {
      return try SafetensorsMetadata(header: header)
    } catch {
      throw .unreadable(error.description)
    }
  }

  private static func bytes(_ file: borrowing Descriptor) throws(SafetensorsProblem) -> [UInt8] {
    guard let size = try? file.status().stamp.size else { throw .unreadable("the file cannot be read") }
    let start = PositionedRead.bytes(of: file.number, at: 0, count: 8)
    guard start.count == 8 else { throw .partial }
    let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(maximumLength) else {
      throw .unreadable("it is no safetensors file: its header would be \(length) bytes long")
    }
    guard Int64(length) <= size - 8 else { throw .partial }
    let header = PositionedRead.bytes(of: file.number, at: 8, count: Int(length))
    guard header.count == Int(length) else { throw .partial }
    return header
  }
}
