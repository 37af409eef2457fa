internal import Glibc

/// The folder that a demo set is written to.
struct DemoFolder {
  /// Tells a demo set from other folders. It begins with a dot, so that scans pass it by.
  static let marker = ".checkpoint-sampler-demo"

  let path: String

  /// Makes the folder or claims it. `label` says which set it holds.
  func claim(_ label: String) throws(DemoError) {
    try makeFolders(path + "/")
    let entries = try entries()
    if entries.contains(Self.marker) {
      guard content(of: Self.marker) == label else { throw .otherDemoSet(folder: path) }
    } else {
      guard entries.isEmpty else { throw .notEmpty(folder: path) }
      try write(Array(label.utf8), to: Self.marker, in: "")
    }
  }

  func has(_ name: String, in folder: String) -> Bool { access(full(folder, name), F_OK) == 0 }

  /// A folder beneath the demo folder, with those above it.
  func makeFolder(_ folder: String) throws(DemoError) { try makeFolders(full(folder, "")) }

  /// Under a name that scans pass by, then renamed: whoever watches sees whole files only.
  func write(_ bytes: [UInt8], to name: String, in folder: String) throws(DemoError) {
    let (target, partial) = (full(folder, name), full(folder, "." + name + ".partial"))
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(partial) }
    let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard close(descriptor) == 0, isWritten, rename(partial, target) == 0 else {
      let failure = failure(target)
      unlink(partial)
      throw failure
    }
  }

  private func full(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? path + "/" + name : path + "/" + folder + "/" + name
  }

  /// Every folder of a path that ends with `/`.
  private func makeFolders(_ path: String) throws(DemoError) {
    for slash in path.indices.dropFirst() where path[slash] == "/" {
      let folder = String(path[..<slash])
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure(folder) }
    }
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return true
  }

  private func entries() throws(DemoError) -> [String] {
    guard let folder = opendir(path) else { throw failure(path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private func content(of name: String) -> String? {
    let descriptor = open(full("", name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func failure(_ path: String) -> DemoError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}
