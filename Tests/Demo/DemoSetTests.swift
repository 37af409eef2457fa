import Foundation
import PNG
import Synchronization
import Testing

@testable import Demo

struct DemoSetTests {
  @Test func everyFileIsAPictureThatSaysWhatItIs() throws {
    let scratch = try Scratch()
    let plan = DemoPlan(images: 40, side: 16)
    let seen = Mutex(0)
    let summary = try DemoSet.write(plan, to: scratch.folder) { done, total in
      #expect(total == 40)
      seen.withLock { $0 = max($0, done) }
    }
    #expect(summary.images == 40 && summary.written == 40)
    #expect(seen.withLock { $0 } == 40)
    let expected = plan.scenes.flatMap { scene in scene.pictures.map { (scene, $0) } }
    #expect(try scratch.files() == Set(expected.map { $1.folder + "/" + $1.name } + [DemoFolder.marker]))
    for (scene, picture) in expected {
      let info = try scratch.png(picture.folder + "/" + picture.name)
      #expect(info.header.width == 16 && info.header.height == 16 && info.problem == nil)
      let text = try #require(info.texts.first?.text)
      #expect(text.hasPrefix(scene.subject.prompt + "\nNegative prompt: "))
      #expect(
        text.contains(
          "\nSteps: 24, Sampler: Euler a, Schedule type: Karras, CFG scale: \(picture.cfg), Seed: \(scene.seed), Size: 16x16, Model: \(picture.checkpoint), "
        ))
    }
  }

  @Test func theSameSetIsTheSameAndIsOnlyCompleted() throws {
    let (one, other) = (try Scratch(), try Scratch())
    let plan = DemoPlan(images: 12, side: 16)
    _ = try DemoSet.write(plan, to: one.folder) { _, _ in }
    _ = try DemoSet.write(plan, to: other.folder) { _, _ in }
    let files = try one.files()
    for file in files { #expect(try one.bytes(file) == other.bytes(file)) }

    let lost = try #require(files.first { $0.hasSuffix(".png") })
    try FileManager.default.removeItem(atPath: one.folder + "/" + lost)
    #expect(try DemoSet.write(plan, to: one.folder) { _, _ in }.written == 1)
    #expect(try one.bytes(lost) == other.bytes(lost))
  }

  @Test func aFolderWithOtherThingsIsLeftAlone() throws {
    let scratch = try Scratch()
    try scratch.put("precious.png")
    #expect(throws: DemoError.notEmpty(folder: scratch.folder)) { try DemoSet.write(to: scratch.folder, images: 1) }
    #expect(try scratch.files() == ["precious.png"])
  }

  @Test func aSetOfAnotherSizeIsLeftAlone() throws {
    let scratch = try Scratch()
    _ = try DemoSet.write(DemoPlan(images: 2, side: 16), to: scratch.folder) { _, _ in }
    #expect(throws: DemoError.otherDemoSet(folder: scratch.folder)) { try DemoSet.write(to: scratch.folder, images: 3) }
  }

  @Test func aFileIsNoFolder() throws {
    let scratch = try Scratch()
    try scratch.put("file")
    let path = scratch.folder + "/file"
    #expect(throws: DemoError.cannotWrite(path: path, reason: "Not a directory")) {
      try DemoSet.write(to: path, images: 1)
    }
  }
}

/// A place for one test's folder, deleted with it. The folder itself is not there yet.
private final class Scratch {
  let folder: String

  init() throws { folder = NSTemporaryDirectory() + "/demo-\(UUID().uuidString)/set" }

  deinit { try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent) }

  func put(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: folder + "/" + name))
  }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: folder + "/" + path)) }

  func png(_ path: String) throws -> PNGInfo {
    let bytes = try bytes(path)
    return try PNGTextReader().read { offset, buffer in
      bytes.dropFirst(offset).copyBytes(to: buffer)
    }
  }

  func files() throws -> Set<String> {
    let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
    var isFolder: ObjCBool = false
    return Set(
      all.filter {
        !(FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder) && isFolder.boolValue)
      })
  }
}
