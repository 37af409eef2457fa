internal import Dispatch
internal import PNG
internal import Synchronization

/// A data set to try the program with: two training runs whose pictures go from noise to clear scenes and, in the last
/// checkpoints, too far. The pixels are the same on every machine.
package enum DemoSet {
  package struct Summary: Equatable, Sendable {
    /// Of the whole set.
    package var images: Int
    /// How many were written now; those that were there already are kept.
    package var written: Int
    package var bytes: Int
  }

  /// How many images the set has when nobody says.
  package static let usualImages = DemoPlan.usualGridImages + DemoPlan.usualPortraits

  /// Writes `images` images in all into `folder`, which must be new, empty, or hold the same set in part or whole.
  /// `progress` is called from several threads with how many are done, and how many there are.
  package static func write(
    to folder: String, images: Int? = nil, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws(DemoError) -> Summary {
    try write(DemoPlan(images: images), to: folder, progress: progress)
  }

  static func write(
    _ plan: DemoPlan, to path: String, progress: @Sendable (Int, Int) -> Void
  ) throws(DemoError) -> Summary {
    let folder = DemoFolder(path: path)
    try folder.claim("demo set 1, \(plan.imageCount) images of \(plan.side) pixels\n")
    let scenes = plan.scenes
    for name in Set(scenes.flatMap { $0.pictures.map(\.folder) }).sorted() { try folder.makeFolder(name) }
    let work = Mutex(Work())
    DispatchQueue.concurrentPerform(iterations: scenes.count) { index in
      guard work.withLock({ $0.failure }) == nil else { return }
      let writer = SceneWriter(scene: scenes[index], side: plan.side, folder: folder)
      do throws(DemoError) {
        try writer.write { bytes in
          progress(work.withLock { $0.add(bytes) }, plan.imageCount)
        }
      } catch {
        work.withLock { $0.failure = error }
      }
    }
    let done = work.withLock { $0 }
    if let failure = done.failure { throw failure }
    return Summary(images: plan.imageCount, written: done.written, bytes: done.bytes)
  }

  private struct Work {
    var done = 0
    var written = 0
    var bytes = 0
    var failure: DemoError?

    /// Nil bytes: the picture was there.
    mutating func add(_ count: Int?) -> Int {
      done += 1
      if let count {
        written += 1
        bytes += count
      }
      return done
    }
  }
}

/// Writes the pictures of one scene that are missing.
private struct SceneWriter {
  let scene: DemoScene
  let side: Int
  let folder: DemoFolder

  func write(_ done: (Int?) -> Void) throws(DemoError) {
    let missing = scene.pictures.filter { !folder.has($0.name, in: $0.folder) }
    for _ in missing.count..<scene.pictures.count { done(nil) }
    guard !missing.isEmpty else { return }
    let encoder = PNGEncoder(level: 3)
    let raster = Scene.draw(scene.subject, seed: scene.composition, side: side)
    let development = Development(scene: raster, seed: scene.composition)
    for picture in missing {
      let bytes = PicturePNG.bytes(of: picture, in: scene, development, side, encoder)
      try folder.write(bytes, to: picture.name, in: picture.folder)
      done(bytes.count)
    }
  }
}

enum PicturePNG {
  static func bytes(
    of picture: DemoPicture, in scene: DemoScene, _ development: Development, _ side: Int, _ encoder: PNGEncoder
  ) -> [UInt8] {
    let stage = Stage(progress: picture.progress, cfg: Float(picture.cfg) ?? 4)
    let text = GenerationText.parameters(of: picture, in: scene, side: side)
    return encoder.encode(
      width: side, height: side, pixels: development.pixels(at: stage), texts: [("parameters", text)])
  }
}
