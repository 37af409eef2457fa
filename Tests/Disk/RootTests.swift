import Disk
import Foundation
import Samples
import Testing

/// Only what lies beneath the root is opened.
struct RootTests {
  private let folder = NSTemporaryDirectory() + "/root-\(UUID().uuidString)"

  private func opened(_ path: String, followSymlinks: Bool = false) throws -> String {
    let root = try Root(path: folder + "/root", followSymlinks: followSymlinks)
    do throws(DiskError) {
      _ = try root.openFile(RelativePath(path))
      return "opened"
    } catch {
      return "\(error.code)"
    }
  }

  private func prepare() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/root/in", withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: folder + "/outside"))
    try Data("x".utf8).write(to: URL(filePath: folder + "/root/in/file"))
    for (name, target) in [
      ("relative", "in/file"), ("absolute", folder + "/root/in/file"), ("out", folder + "/outside"),
      ("up", "../outside"),
      ("away", ".."), ("circle", "circle"), ("dangling", "none"),
    ] {
      try files.createSymbolicLink(atPath: folder + "/root/" + name, withDestinationPath: target)
    }
    mkfifo(folder + "/root/fifo", 0o600)
  }

  @Test func nothingOutsideIsReached() throws {
    try prepare()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let expected = [
      "in/file": "opened", "relative": "opened", "absolute": "opened", "out": "outsideRoot", "up": "outsideRoot",
      "away/outside": "outsideRoot", "../outside": "outsideRoot", "in/../../outside": "outsideRoot",
      folder + "/outside": "outsideRoot", folder + "/root/in/file": "outsideRoot", "/etc/passwd": "outsideRoot",
      "circle": "outsideRoot", "dangling": "notFound", "none": "notFound", "in/file/deeper": "notFound",
      "in": "notRegular", "fifo": "notRegular", "a\0b": "notFound", String(repeating: "n", count: 300): "notFound",
      String(repeating: "n/", count: 3000): "notFound",
    ]
    for (path, outcome) in expected { #expect(try opened(path) == outcome, "\(path.prefix(80))") }
    #expect(try opened("out", followSymlinks: true) == "opened")
    #expect(try opened("/etc/passwd", followSymlinks: true) == "outsideRoot")
  }
}
