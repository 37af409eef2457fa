internal import Samples

extension RunSnapshot {
  /// The bytes of all that this run keeps, without the allocator's own; for the benchmark.
  package func memorySize() -> Int {
    let folders = index.folders.reduce(0) { $0 + $1.memorySize }
    return folders + index.dimensions.all.reduce(0) { $0 + $1.values.memorySize }
  }
}

extension Folder {
  fileprivate var memorySize: Int {
    path.bytes.allocatedSize + leaves.allocatedSize + leaves.reduce(0) { $0 + $1.memorySize } + 96
  }
}

extension Leaf {
  fileprivate var memorySize: Int {
    let rows = names.allocatedSize + offsets.allocatedSize + versions.allocatedSize + modified.allocatedSize
    let options = (taken?.allocatedSize ?? 0) + (groupStarts?.allocatedSize ?? 0) + problems.allocatedSize
    return rows + options + columns.allocatedSize + columns.reduce(0) { $0 + $1.memorySize } + 112
  }
}

extension Column {
  fileprivate var memorySize: Int {
    switch codes {
    case .constant: 0
    case .bytes(let codes): codes.allocatedSize
    case .words(let codes): codes.allocatedSize
    case .longs(let codes): codes.allocatedSize
    case .sparse(let rows, let codes): rows.allocatedSize + codes.allocatedSize
    }
  }
}

extension Array {
  /// The elements there is room for, and Swift's header of 32 bytes.
  var allocatedSize: Int { capacity == 0 ? 0 : 32 + capacity * MemoryLayout<Element>.stride }
}
