import API
import Catalog
import Disk
import Glibc
import Samples
import Thumbnails

/// The images of the root, for the API.
struct ImageFiles: ImageSource {
  let root: Root
  let rules: RunRules
  let catalog: LiveCatalog

  func stamp(_ path: RelativePath) throws(ImageSourceError) -> FileStamp {
    guard Self.isShown(path) else { throw .notFound }
    do throws(DiskError) {
      let status = try root.status(path)
      guard status.isRegular else { throw DiskError(.notRegular, "") }
      return status.stamp
    } catch {
      throw Self.failure(error)
    }
  }

  func open(_ path: RelativePath) throws(ImageSourceError) -> OpenImage {
    guard Self.isShown(path) else { throw .notFound }
    do throws(DiskError) {
      var status = stat()
      let file = try root.openFile(path, status: &status)
      guard let format = ImageSignature.read(file) else { throw DiskError(.notRegular, "") }
      if FileReadiness.ofYoung(file, status.stamp) == .ready || isListed(path, status.stamp.version) {
        return OpenImage(descriptor: file.take(), stamp: status.stamp, format: format)
      }
    } catch {
      throw error.code == .notRegular ? .notAnImage : Self.failure(error)
    }
    throw .beingWritten
  }

  private func isListed(_ path: RelativePath, _ version: UInt64) -> Bool {
    catalog.snapshot().images(at: path).contains { $0.image.version == version }
  }

  func inspect(_ path: RelativePath) throws(ImageSourceError) -> ImageInspection {
    guard Self.isShown(path) else { throw .notFound }
    do throws(DiskError) {
      var inspection = try ImageInspector(root: root, rules: rules).inspect(path)
      inspection.runs = catalog.snapshot().images(at: path).map(\.run.summary.id)
      return inspection
    } catch {
      throw Self.failure(error)
    }
  }

  /// Nothing is served that the index would not show: no hidden file and no other kind of file.
  private static func isShown(_ path: RelativePath) -> Bool {
    var rest = path.bytes[...]
    guard ImageFileName.isImage(path.lastComponent), !rest.contains(0) else { return false }
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      // `..` is among the names that begin with a dot.
      if ImageFileName.isIgnored(rest[..<slash]) { return false }
      rest = rest[(slash + 1)...]
    }
    return true
  }

  private static func failure(_ error: DiskError) -> ImageSourceError {
    switch error.code {
    case .notFound, .outsideRoot: .notFound
    case .notRegular: .notAnImage
    case .notPermitted, .outOfDescriptors, .outOfWatches, .other: .unreadable(error.description)
    }
  }
}
