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

  enum Wanted {
    /// Images whose text adds nothing are left out.
    case onlyTexts
    case everything
  }

  enum Outcome {
    case read(isLink: Bool)
    /// There is no file of that name.
    case missing
    /// It exists and is no file that can be opened: a link to nothing, a folder.
    case notAFile
    case notAccepted
  }

  /// Adds the image with the values of its name, of its text and of what stands beside it. `accepts` may refuse a file
  /// that is open already.
  @discardableResult
  func add(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, in open: borrowing Descriptor,
    _ companions: CompanionReader, to batch: inout FileBatch, _ wanted: Wanted,
    accepts: (ArraySlice<UInt8>, borrowing Descriptor, stat) -> Bool
  ) -> Outcome {
    do throws(DiskError) {
      var isLink = false
      let file = try Self.open(name, of: folder, in: open, companions.root, &isLink)
      let status = try file.status()
      guard status.isRegular else { return .notAFile }
      guard accepts(name, file, status) else { return .notAccepted }
      let reading = decode(content.read(file, size: Int(status.st_size)), name)
      add(name, status.stamp, reading, of: folder, companions, to: &batch, wanted)
      return .read(isLink: isLink)
    } catch {
      return addUnreadable(name, error, of: folder, in: open, companions.root, to: &batch)
    }
  }

  private func add(
    _ name: ArraySlice<UInt8>, _ stamp: FileStamp, _ found: Reading, of folder: FolderScan.Folder,
    _ companions: CompanionReader, to batch: inout FileBatch, _ wanted: Wanted
  ) {
    var reading = found
    if !reading.hasSettings, !reading.isContactSheet, let beside = companions.sidecar(of: name) {
      reading.values.complete(with: beside.dimensions())
    }
    guard wanted == .everything || !reading.isEmpty || companions.prompts != nil else { return }
    folder.reader.add(name, stamp: stamp, to: &batch)
    if !reading.isContactSheet, let listed = companions.listed(batch.dimensionValues(of: batch.files.count - 1)) {
      reading.values.complete(with: listed.dimensions())
    }
    for value in reading.values { batch.addValue(value) }
    if reading.isContactSheet { batch.markContactSheet() }
    if let problem = reading.problem { batch.addProblem(problem) }
  }

  /// An image that may not be opened is one all the same, with the reason as its problem.
  private func addUnreadable(
    _ name: ArraySlice<UInt8>, _ error: DiskError, of folder: FolderScan.Folder, in open: borrowing Descriptor,
    _ root: Root, to batch: inout FileBatch
  ) -> Outcome {
    guard FolderScan.status(of: name, in: open) != nil else { return .missing }
    guard error.code != .notFound, let status = try? root.status(folder.path.appending(name)), status.isRegular else {
      return .notAFile
    }
    folder.reader.add(name, stamp: status.stamp, to: &batch)
    batch.addProblem(error.description)
    return .read(isLink: false)
  }

  /// Beneath the open folder, which spares the kernel the walk down from the root; a link takes the long way.
  private static func open(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, in open: borrowing Descriptor, _ root: Root,
    _ isLink: inout Bool
  ) throws(DiskError) -> Descriptor {
    let parent = open.number
    let number = name.withCString { openat(parent, $0, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC) }
    if number >= 0 { return Descriptor(owning: number) }
    guard errno == ELOOP else { throw .last() }
    isLink = true
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
