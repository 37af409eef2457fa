package import Samples

/// One image of a snapshot: costs no more than two references until its path is asked for.
package struct ImageReference: Sendable {
  let folder: Folder
  let leaf: Leaf
  let row: Int

  package var path: RelativePath { folder.path.appending(leaf.name(row)) }
  package var version: UInt64 { leaf.versions[row] }
  package var modified: Int64 { leaf.modified[row] }
}

extension ImageEntry {
  init(_ sheet: ContactSheet, in folder: Folder) {
    self.init(
      path: folder.path.appending(sheet.name), version: sheet.version, modified: sheet.modified,
      dimensions: sheet.dimensions, problems: sheet.problems, isContactSheet: true)
  }
}
