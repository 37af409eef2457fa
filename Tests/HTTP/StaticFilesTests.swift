import Foundation
import Testing

@testable import HTTP

@Suite final class StaticFilesTests {
  private let base = FileManager.default.temporaryDirectory.appending(path: "static-\(UUID())")
  private let files: StaticFiles

  init() throws {
    let folder = base.appending(path: "web")
    try FileManager.default.createDirectory(at: folder.appending(path: "grid"), withIntermediateDirectories: true)
    for name in ["index.html", "app.js", "a b.css", ".hidden", "grid/grid.js", "grid/index.html", "../secret.txt"] {
      try Data(name.utf8).write(to: folder.appending(path: name))
    }
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "link.txt"), withDestinationURL: base.appending(path: "secret.txt"))
    mkfifo(folder.appending(path: "fifo").path, 0o600)
    files = StaticFiles(folder: folder.path)
  }

  deinit { try? FileManager.default.removeItem(at: base) }

  private func content(_ response: Response) -> String? {
    guard case .file(let file) = response.body, let descriptor = file.take() else { return nil }
    return String(
      decoding: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readDataToEndOfFile(), as: UTF8.self)
  }

  @Test(arguments: [
    ("/", "index.html", "text/html; charset=utf-8"),
    ("/app.js", "app.js", "text/javascript; charset=utf-8"),
    ("/app.js?v=1", "app.js", "text/javascript; charset=utf-8"),
    ("/a%20b.css", "a b.css", "text/css; charset=utf-8"),
    ("/grid/grid.js", "grid/grid.js", "text/javascript; charset=utf-8"),
    ("/grid/", "grid/index.html", "text/html; charset=utf-8"),
  ])
  func served(_ target: String, _ text: String, _ type: String) throws {
    let response = try #require(files.reply(to: Request(target: target)).response)
    #expect(content(response) == text)
    #expect(response[header: "Content-Type"] == type)
    #expect(response[header: "Cache-Control"] == "no-cache")
  }

  @Test(arguments: [
    "/none", "/grid", "/../secret.txt", "/grid/../../secret.txt", "/%2e%2e/secret.txt", "/..%2Fsecret.txt",
    "/link.txt", "/.hidden", "//app.js", "/app.js/", "/app.js%00", "/fifo", "/./app.js",
  ])
  func nothing(_ target: String) {
    #expect(files.reply(to: Request(target: target)).response?.status == 404)
  }

  @Test func aNewVersionHasANewTag() throws {
    let before = files.reply(to: Request(target: "/app.js")).response?[header: "ETag"]
    try Data("new content".utf8).write(to: base.appending(path: "web/app.js"))
    let after = files.reply(to: Request(target: "/app.js")).response?[header: "ETag"]
    #expect(before != nil && after != nil && before != after)
  }

  @Test(arguments: [
    ("x.SVG", "image/svg+xml"), ("x.map", "application/json"), ("x.woff2", "font/woff2"), ("x.ico", "image/x-icon"),
    ("x.txt", "text/plain; charset=utf-8"), ("x.webp", "image/webp"), ("x", "application/octet-stream"),
    ("x.exe", "application/octet-stream"),
  ])
  func types(_ name: String, _ type: String) { #expect(ContentType.of(name) == type) }
}
