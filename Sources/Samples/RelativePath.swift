/// A path beneath the root, as the bytes the kernel gave: names need not be UTF-8. The root itself is empty.
package struct RelativePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package static let root = RelativePath(bytes: [])

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  package init(_ text: String) { bytes = Array(text.utf8) }

  package var isRoot: Bool { bytes.isEmpty }

  package func appending(_ name: some Collection<UInt8>) -> RelativePath {
    isRoot ? RelativePath(bytes: name) : RelativePath(bytes: bytes + [UInt8(ascii: "/")] + name)
  }

  /// The folder above; the root is its own parent.
  package var parent: RelativePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
    return RelativePath(bytes: bytes[..<slash])
  }

  package var lastComponent: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  package var components: [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "/")) }

  /// Whether `other` is this folder or lies in it.
  package func contains(_ other: RelativePath) -> Bool {
    if isRoot { return true }
    guard other.bytes.starts(with: bytes) else { return false }
    return other.bytes.count == bytes.count || other.bytes[bytes.count] == UInt8(ascii: "/")
  }
}

extension RelativePath: CustomStringConvertible {
  /// The path as JSON and the page show it, see `DisplayName`.
  package var description: String { DisplayName.text(of: bytes) }
}
