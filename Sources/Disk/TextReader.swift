import Glibc
import Metadata
import Samples

/// Reads the embedded text of one image after the other into dimension values. One per thread.
final class TextReader {
  private static let rememberedTexts = 4096
  private static let shortText = 2048

  private let content = ContentReader()
  /// Many images carry the very same text (a batch, copies): it is decoded once. The text itself is not kept.
  private var known: [TextIdentity: Reading] = [:]

  private struct Reading {
    var values: [DimensionValue] = []
    var isContactSheet = false
    /// Whether it says how the image was made, so that no file beside it is asked.
    var hasSettings = false
    var problem: String?
    var isEmpty: Bool { values.isEmpty && !isContactSheet && problem == nil }
  }

  /// Adds the image with the values of its name, of its text and of what stands beside it, if these add anything.
  func add(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, in open: borrowing Descriptor,
    _ companions: CompanionReader, to batch: inout FileBatch
  ) {
    guard case (let stamp, var found)? = read(name, of: folder, in: open, companions.root) else { return }
    if !found.hasSettings, !found.isContactSheet, let beside = companions.sidecar(of: name) {
      found.values.complete(with: beside.dimensions())
    }
    guard !found.isEmpty || companions.prompts != nil else { return }
    folder.reader.add(name, stamp: stamp, to: &batch)
    if !found.isContactSheet, let listed = companions.listed(batch.dimensionValues(of: batch.files.count - 1)) {
      found.values.complete(with: listed.dimensions())
    }
    for value in found.values { batch.addValue(value) }
    if found.isContactSheet { batch.markContactSheet() }
    if let problem = found.problem { batch.addProblem(problem) }
  }

  /// Nil when the file is gone; its removal is noticed elsewhere.
  private func read(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, in open: borrowing Descriptor, _ root: Root
  ) -> (FileStamp, Reading)? {
    do throws(DiskError) {
      let file = try Self.open(name, of: folder, in: open, root)
      let status = try file.status()
      guard status.isRegular else { return nil }
      let stamp = status.stamp
      return (stamp, decode(content.read(file, size: Int(stamp.size)), name))
    } catch {
      if error.code == .notFound { return nil }
      guard let status = try? root.status(folder.path.appending(name)), status.isRegular else { return nil }
      return (status.stamp, Reading(problem: error.description))
    }
  }

  /// Beneath the open folder, which spares the kernel the walk down from the root; a link takes the long way.
  private static func open(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, in open: borrowing Descriptor, _ root: Root
  ) throws(DiskError) -> Descriptor {
    let parent = open.number
    let number = name.withCString { openat(parent, $0, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC) }
    if number >= 0 { return Descriptor(owning: number) }
    guard errno == ELOOP else { throw .last() }
    return try root.openFile(folder.path.appending(name))
  }

  private func decode(_ content: ImageContent, _ name: ArraySlice<UInt8>) -> Reading {
    guard !content.texts.isEmpty else { return Reading(problem: content.problem) }
    let stem = ImageFileName.stem(name)
    // A short text is decoded as quickly as it is hashed.
    guard content.texts.reduce(0, { $0 + $1.bytes.count }) >= Self.shortText else { return read(content, stem) }
    let identity = TextIdentity(content, stem: ImageFileName.withoutCounter(stem).rest)
    if let reading = known[identity] { return reading }
    let reading = read(content, stem)
    if known.count >= Self.rememberedTexts { known.removeAll(keepingCapacity: true) }
    known[identity] = reading
    return reading
  }

  private func read(_ content: ImageContent, _ stem: ArraySlice<UInt8>) -> Reading {
    let parameters = Dialects.read(content.texts, fileStem: stem.shown, details: false)
    return Reading(
      values: parameters?.dimensions() ?? [], isContactSheet: parameters?.isGridSheet ?? false,
      hasSettings: parameters?.hasSettings ?? false, problem: content.problem ?? parameters?.problem)
  }
}

/// Two hashes with different seeds stand for the text: 128 bits that no accident makes equal.
private struct TextIdentity: Hashable {
  private let first: Int
  private let second: Int

  init(_ content: ImageContent, stem: ArraySlice<UInt8>) {
    first = Self.hash(content, stem, seed: 1)
    second = Self.hash(content, stem, seed: 2)
  }

  private static func hash(_ content: ImageContent, _ stem: ArraySlice<UInt8>, seed: UInt8) -> Int {
    var hasher = Hasher()
    hasher.combine(seed)
    for text in content.texts {
      hasher.combine(text.keyword)
      text.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
    stem.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(content.problem)
    return hasher.finalize()
  }
}
