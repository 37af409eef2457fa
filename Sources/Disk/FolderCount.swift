import Samples

/// How many folders there are to watch.
package enum FolderCount {
  package static func of(_ root: Root) -> Int {
    let scan = FolderScan(root: root, rules: .discovery)
    var open = [FolderScan.Place(path: .root)]
    var count = 0
    while let place = open.popLast() {
      count += 1
      open += scan.listUnvisited(place).subfolders
    }
    return count
  }
}
