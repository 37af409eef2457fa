import Samples

/// Goes with a scan, so that nothing falls between watching a folder and reading it. Called from every thread that
/// reads folders.
protocol FolderVisitor: AnyObject, Sendable {
  /// Before a folder is read. Answers whether it, and so all beneath it, must be polled.
  func willList(_ place: FolderScan.Place) -> Bool
  func didList(_ place: FolderScan.Place, _ folder: FolderScan.Folder, _ subfolders: [FolderScan.Place])
  /// These images will be handed out with these stamps.
  func didRead(_ folder: FolderScan.Folder, _ batch: FileBatch)
  /// Whether a file met in a listing may be shown already. If not, the visitor sees to it later.
  func accepts(
    _ name: ArraySlice<UInt8>, of folder: FolderScan.Folder, _ file: borrowing Descriptor, _ stamp: FileStamp
  ) -> Bool
}
