internal import Glibc

/// Serves a folder as it lies. Browsers ask each time (`no-cache`) and are mostly told 304, so that a new version of
/// the program is seen at once.
package struct StaticFiles: Sendable {
  /// Ends with a slash.
  private let folder: [UInt8]

  package init(folder: String) { self.folder = Array("\(folder)/".utf8) }

  /// The file that the route captured as `path`, else the one at the request's path; `index.html` for a folder.
  package func reply(to request: Request) -> Reply {
    var path = (request.captures["path"] ?? RequestTarget.decoded(request.rawPath.dropFirst()))
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if path.last?.isEmpty ?? true { path[path.count - 1] = Array("index.html".utf8)[...] }
    guard let descriptor = open(path) else { return .now(Self.notFound) }
    return .now(Self.response(descriptor, name: String(decoding: path.last!, as: UTF8.self)))
  }

  private static let notFound = Response.error(404, "not_found", "There is nothing at this address.")

  /// One component at a time and no symbolic link, so nothing outside the folder can be named; hidden files are not ours
  /// to show.
  private func open(_ path: [ArraySlice<UInt8>]) -> Int32? {
    guard path.allSatisfy({ $0.first != nil && $0.first != UInt8(ascii: ".") && !$0.contains(0) }) else { return nil }
    var parent = AT_FDCWD
    for (index, component) in path.enumerated() {
      let isLast = index == path.count - 1
      let name = index == 0 ? folder + component : Array(component)
      let opened = Self.open(name, in: parent, isLast ? O_RDONLY | O_NONBLOCK : O_RDONLY | O_DIRECTORY)
      if parent != AT_FDCWD { close(parent) }
      guard opened >= 0 else { return nil }
      parent = opened
    }
    return parent
  }

  private static func open(_ name: [UInt8], in folder: Int32, _ flags: Int32) -> Int32 {
    (name + [0]).withUnsafeBufferPointer { name in
      name.withMemoryRebound(to: CChar.self) { openat(folder, $0.baseAddress!, flags | O_NOFOLLOW | O_CLOEXEC) }
    }
  }

  private static func response(_ descriptor: Int32, name: String) -> Response {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return notFound
    }
    return Response(
      headers: [
        HeaderField("Content-Type", ContentType.of(name)), HeaderField("ETag", tag(status)),
        HeaderField("Last-Modified", HTTPDate.text(status.st_mtim.tv_sec)), HeaderField("Cache-Control", "no-cache"),
      ], body: .file(FileBody(descriptor: descriptor, size: Int64(status.st_size))))
  }

  /// Changes whenever the content may have.
  private static func tag(_ status: stat) -> String {
    let nanoseconds =
      UInt64(bitPattern: Int64(status.st_mtim.tv_sec)) &* 1_000_000_000 &+ UInt64(status.st_mtim.tv_nsec)
    return "\"\(String(nanoseconds, radix: 32))-\(String(status.st_size, radix: 32))\""
  }
}
