import Metadata
import Samples

/// What stands beside the images of one folder and says how they were made: a list of prompts for all of them, and
/// files of their own names. Made for some images of a folder and then let go, so that it is never out of date.
struct CompanionReader {
  /// Larger files are none of these.
  private static let maximumSize = 1 << 20
  /// Of a day's images.
  private static let maximumLogSize = 16 << 20

  let root: Root
  let prompts: PromptList?
  private let folder: RelativePath
  /// The names that are there; nil when nobody listed them, so that each is tried.
  private let sidecars: Set<[UInt8]>?
  private let promptFiles: [[PromptFile]]
  private let log: FooocusLog?

  init(of folder: RelativePath, _ reader: FolderReader, sidecars: Set<[UInt8]>?, in root: Root) {
    self.root = root
    self.folder = folder
    self.sidecars = sidecars
    promptFiles = PromptFile.places(reader.tool, in: folder)
    prompts = promptFiles.lazy.compactMap { Self.read($0, in: root) }.first
    let isLogged = reader.tool == ToolName.fooocus
    log = isLogged ? root.bytes(of: Self.log(of: folder), maximum: Self.maximumLogSize).flatMap(FooocusLog.init) : nil
  }

  /// Differs when what stands beside the images may have changed.
  var version: UInt64 {
    let lists = promptFiles.joined().map(\.path) + GridFile.places(of: folder) + [Self.log(of: folder)]
    let beside = (sidecars ?? []).map { folder.appending($0) } + lists
    // A sum, because a set has no order.
    return beside.reduce(0) { sum, path in sum &+ ((try? root.status(path))?.stamp.version ?? 0) }
  }

  private static func log(of folder: RelativePath) -> RelativePath { folder.appending("log.html".utf8) }

  /// What the image's own sidecar says, or the log of its folder.
  func sidecar(of image: ArraySlice<UInt8>) -> GenerationParameters? {
    ownSidecar(of: image) ?? log?.parameters(ofImage: image)
  }

  private func ownSidecar(of image: ArraySlice<UInt8>) -> GenerationParameters? {
    guard sidecars?.isEmpty != true else { return nil }
    for (name, ending) in SidecarName.all(ofImage: image) where sidecars?.contains(name) != false {
      guard let bytes = Self.bytes(of: folder.appending(name), in: root) else { continue }
      let stem = ImageFileName.stem(image).shown
      if let parameters = Sidecar.read(bytes, ending: ending, fileStem: stem) { return parameters }
    }
    return nil
  }

  /// What the list says of an image whose name has these values.
  func listed(_ named: @autoclosure () -> [DimensionValue]) -> GenerationParameters? {
    guard let prompts else { return nil }
    let named = named()
    func value(_ name: StaticName) -> String? { named.first { $0.name == name.rawValue }?.value }
    guard let index = value(.promptIndex) else { return nil }
    return prompts.parameters(promptIndex: index, step: value(.step), seed: value(.seed))
  }

  /// All that is said of one image, what is believed first. The text inside it, where there is any, comes before.
  func parameters(
    of image: ArraySlice<UInt8>, _ named: [DimensionValue], _ embedded: GenerationParameters?
  ) -> [GenerationParameters] {
    let own = embedded?.hasSettings == true ? nil : sidecar(of: image)
    return [own, listed(named)].compactMap { $0 }
  }

  /// Of several files in one place none is believed: which of them was used is not known.
  private static func read(_ files: [PromptFile], in root: Root) -> PromptList? {
    let found = files.compactMap { file in bytes(of: file.path, in: root).map { (file, $0) } }
    guard found.count == 1 else { return nil }
    return found[0].0.read(found[0].1)
  }

  private static func bytes(of path: RelativePath, in root: Root) -> [UInt8]? {
    root.bytes(of: path, maximum: maximumSize)
  }
}

extension [DimensionValue] {
  /// Adds the values of dimensions that have none yet.
  mutating func complete(with more: [DimensionValue]) {
    self += more.filter { value in !contains { $0.name == value.name } }
  }
}
