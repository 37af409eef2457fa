import Disk
import Glibc
import Samples

/// Files in memory, in a folder of this process.
enum ScratchFile {
  static let folder: String = {
    let folder = "/dev/shm/fuzz-\(getpid())"
    mkdir(folder, 0o700)
    return folder
  }()
  static let root: Root = {
    guard let root = try? Root(path: folder, followSymlinks: false) else { fatalError("\(folder) cannot be opened") }
    return root
  }()
  private static let inspector = ImageInspector(root: root, rules: .discovery)

  static func write(_ bytes: [UInt8], to path: RelativePath) -> Bool {
    let number = open("\(folder)/\(path)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard number >= 0 else { return false }
    defer { close(number) }
    return bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) } == bytes.count
  }

  /// All that is read of an image file with this content.
  static func inspection(of bytes: [UInt8]) -> ImageInspection {
    let path = RelativePath("image.png")
    guard write(bytes, to: path), let image = try? inspector.inspect(path) else {
      fatalError("the scratch file cannot be used")
    }
    return image
  }
}
