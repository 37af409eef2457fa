import Glibc
import Metadata
import Samples

/// Reads the embedded text of one image after the other into dimension values. One per thread.
final class TextReader {
  private let content = ContentReader()
  private var known = DecodedTexts()
  private var patterns = TextPatterns()
  /// What an image of the last folder took in a batch: spares the next batch most of its growing.
  var bytesPerImage = 0

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
  /// that is open already. A stamp of a moment ago spares asking for it: whoever changes the file meanwhile is heard of.
  @discardableResult
  func add(
    _ name: ArraySlice<UInt8>, _ known: FileStamp? = nil, of folder: FolderScan.Folder, in open: borrowing Descriptor,
    _ companions: CompanionReader, to batch: inout FileBatch, _ wanted: Wanted,
    accepts: (ArraySlice<UInt8>, borrowing Descriptor, FileStamp) -> Bool
  ) -> Outcome {
    do throws(DiskError) {
      var isLink = false
      let file = try Self.open(name, of: folder, in: open, companions.root, &isLink)
      var stamp = known
      if stamp == nil { stamp = try Self.stamp(of: file) }
      guard let stamp else { return .notAFile }
      guard accepts(name, file, stamp) else { return .notAccepted }
      let reading = read(file, size: Int(stamp.size), ImageFileName.stem(name))
      add(name, stamp, reading, of: folder, companions, to: &batch, wanted)
      return .read(isLink: isLink)
    } catch {
      return addUnreadable(name, error, of: folder, in: open, companions.root, to: &batch)
    }
  }

  private func add(
    _ name: ArraySlice<UInt8>, _ stamp: FileStamp, _ reading: TextReading, of folder: FolderScan.Folder,
    _ companions: CompanionReader, to batch: inout FileBatch, _ wanted: Wanted
  ) {
    let beside = reading.hasSettings || reading.isContactSheet ? nil : companions.sidecar(of: name)
    guard wanted == .everything || !reading.isEmpty || beside != nil || companions.prompts != nil else { return }
    folder.reader.add(name, stamp: stamp, to: &batch)
    let file = batch.files.count - 1
    let listed = reading.isContactSheet ? nil : companions.listed(batch.dimensionValues(of: file))
    // The first of them that names a dimension counts.
    reading.forEachDimension { batch.addValue($0, $1, .metadata) }
    beside?.forEachDimension { batch.addValue($0, $1, .metadata) }
    listed?.forEachDimension { batch.addValue($0, $1, .metadata) }
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

  /// Nil when it is no regular file.
  private static func stamp(of file: borrowing Descriptor) throws(DiskError) -> FileStamp? {
    let status = try file.status()
    return status.isRegular ? status.stamp : nil
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

  private func read(_ file: borrowing Descriptor, size: Int, _ stem: ArraySlice<UInt8>) -> TextReading {
    var found = content.read(file, size: size)
    var reading = decode(found.texts, stem)
    if found.isPartial, !reading.hasSettings {
      found = content.read(file, size: size, readsAll: true)
      reading = decode(found.texts, stem)
    }
    if let problem = found.problem { reading.problem = problem }
    return reading
  }

  private func decode(_ texts: [TextChunk], _ stem: ArraySlice<UInt8>) -> TextReading {
    guard !texts.isEmpty else { return TextReading() }
    if let match = patterns.match(texts) { return TextReading(match) }
    let identity = DecodedTexts.identity(of: texts, ImageFileName.withoutCounter(stem).rest)
    if let identity, let reading = known[identity] { return reading }
    let reading = TextReading(patterns.read(texts, fileStem: stem.shown))
    if let identity { known[identity] = reading }
    return reading
  }
}
