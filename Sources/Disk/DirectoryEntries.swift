import CLinux
import Glibc

/// The entries of an open folder, read with getdents64(2) in large buffers: readdir(3) copies each into a structure
/// of its own and reads 32 KB at a time.
struct DirectoryEntries: ~Copyable {
  enum Kind {
    case regular, folder, link, unknown, other
  }

  private static let bufferSize = 256 * 1024
  /// struct linux_dirent64: ino (8), offset (8), record length (2), type (1), name.
  private static let lengthOffset = 16
  private static let typeOffset = 18
  private static let nameOffset = 19

  private let folder: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 8)

  init(of folder: borrowing Descriptor) { self.folder = folder.number }

  deinit { buffer.deallocate() }

  /// The names are valid during the call only.
  func visit(_ body: (UnsafeRawBufferPointer, Kind) throws(DiskError) -> Void) throws(DiskError) {
    while true {
      let count = linux_read_directory(folder, buffer.baseAddress, buffer.count)
      guard count >= 0 else { throw .last() }
      if count == 0 { return }
      var offset = 0
      while offset < count {
        let record = UnsafeRawBufferPointer(rebasing: buffer[offset..<count])
        // The kernel ends every name with a NUL inside its record.
        let name = UnsafeRawBufferPointer(
          start: record.baseAddress! + Self.nameOffset,
          count: strlen(record.baseAddress!.assumingMemoryBound(to: CChar.self) + Self.nameOffset))
        if !isDots(name) { try body(name, Self.kind(record[Self.typeOffset])) }
        offset += Int(record.loadUnaligned(fromByteOffset: Self.lengthOffset, as: UInt16.self))
      }
    }
  }

  private func isDots(_ name: UnsafeRawBufferPointer) -> Bool {
    name[0] == UInt8(ascii: ".") && (name.count == 1 || (name.count == 2 && name[1] == UInt8(ascii: ".")))
  }

  private static func kind(_ type: UInt8) -> Kind {
    switch Int(type) {
    case 8: .regular
    case 4: .folder
    case 10: .link
    case 0: .unknown
    default: .other
    }
  }
}
