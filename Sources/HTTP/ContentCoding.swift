internal import CZlib

/// Compression of what is text and large enough to be worth it.
enum ContentCoding {
  private static let smallest = 1024

  /// Whether a body of that type and size has a gzipped form at all.
  static func isCompressible(type: String?, size: Int) -> Bool {
    guard size >= smallest, let type else { return false }
    return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("image/svg+xml")
      || type.hasPrefix("text/javascript")
  }

  /// Whether an `Accept-Encoding` prefers gzip to plain (RFC 9110, 12.5.3).
  static func prefersGzip(_ acceptEncoding: String?) -> Bool {
    guard let acceptEncoding else { return false }
    var gzip: Double?
    var any: Double?
    var identity: Double?
    for element in acceptEncoding.split(separator: ",") {
      let (name, weight) = weighted(element)
      switch name {
      case "gzip", "x-gzip": gzip = weight
      case "identity": identity = weight
      case "*": any = weight
      default: break
      }
    }
    let weight = gzip ?? any ?? 0
    return weight > 0 && weight >= identity ?? 0
  }

  private static func weighted(_ element: Substring) -> (name: String, weight: Double) {
    let parts = element.split(separator: ";").map(ASCII.trimmed)
    let weight = parts.dropFirst().first { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
    return (parts.first?.lowercased() ?? "", weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1)
  }

  /// Level 1: JSON of names that repeat shrinks about as far at any level, and the client waits for it.
  static func gzip(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var stream = z_stream()
    let gzipFormat = 16 + MAX_WBITS
    let size = Int32(MemoryLayout<z_stream>.size)
    let opened = deflateInit2_(&stream, 1, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    precondition(opened == Z_OK, "fails only without memory")
    defer { deflateEnd(&stream) }
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
      let capacity = Int(deflateBound(&stream, UInt(input.count)))
      return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(capacity))
        let code = deflate(&stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "deflateBound promises room")
        count = capacity - Int(stream.avail_out)
      }
    }
  }
}
