extension RunSnapshot {
  /// One linear scan: filters choose rows, the rows say which values the axes have, then each row finds its stack.
  package func grid(_ request: GridRequest) throws(CatalogError) -> Grid {
    try request.checkRoles()
    let buffers = ScanBuffers()
    let survivors = Survivors(try Filters(request.filters, of: index), leafPlaces(), buffers)
    var x = try GridAxis(request.x, of: index, survivors, buffers)
    var y = try GridAxis(request.y, of: index, survivors, buffers)
    let slider = try GridAxis(request.slider, of: index, survivors, buffers)
    x.narrow(from: request.window.xFrom, count: request.window.xCount)
    y.narrow(from: request.window.yFrom, count: request.window.yCount)
    let count = try Grid.positionCount([x.window.count, y.window.count, slider.window.count])
    var placement = GridPlacement(count)
    // An empty window has no positions, but its other axes may be of any length.
    let positions = count == 0 ? 0 : slider.window.count
    placement.addAxis(y, stride: x.window.count * positions)
    placement.addAxis(x, stride: positions)
    placement.addAxis(slider, stride: min(positions, 1))
    placement.place(survivors, buffers)
    let (images, cells) = placement.tops(survivors.places)
    return Grid(
      revision: summary.revision, x: x.answer, y: y.answer, slider: slider.answer, columns: x.window, rows: y.window,
      positionCount: slider.window.count, images: images, unplaced: placement.unplaced, cells: cells)
  }
}

extension GridRequest {
  fileprivate func checkRoles() throws(CatalogError) {
    let names = [x, y, slider].compactMap { $0 }
    for (index, name) in names.enumerated() where names[..<index].contains(name) { throw .duplicateDimension(name) }
  }
}

extension Grid {
  fileprivate static func positionCount(_ counts: [Int]) throws(CatalogError) -> Int {
    var product = 1
    // A count of zero empties the grid however large the others are.
    for count in counts.sorted() {
      let (next, isOverflow) = product.multipliedReportingOverflow(by: count)
      product = isOverflow ? Int.max : next
    }
    guard product <= maximumPositions else { throw .windowTooLarge(positions: product) }
    return product
  }
}

/// Sends each surviving row to the stack of its position.
private struct GridPlacement {
  private(set) var unplaced = 0
  private var stacks: [Stack]
  private var axes: [(slot: UInt32, contributions: [Int32])] = []

  init(_ count: Int) { stacks = Array(repeating: Stack(), count: count) }

  mutating func addAxis(_ axis: GridAxis, stride: Int) {
    if let slot = axis.slot { axes.append((slot, axis.contributions(stride: stride))) }
  }

  mutating func place(_ survivors: Survivors, _ buffers: ScanBuffers) {
    for part in survivors.parts {
      survivors.withRows(part, buffers) { rows in
        locate(rows, part.count, survivors.places.leaves[part.place].leaf, buffers)
        for index in 0..<part.count where buffers.positions[index] < GridAxis.absent / 2 { unplaced += 1 }
        push(rows, part, survivors.places, buffers)
      }
    }
  }

  /// What is on top of each stack that has any.
  func tops(_ places: LeafPlaces) -> ([Grid.Image], cells: [Int32]) {
    var images: [Grid.Image] = []
    let cells = stacks.map { stack -> Int32 in
      guard stack.count > 0 else { return -1 }
      images.append(Grid.Image(image: places.image(stack.top), count: Int(stack.count)))
      return Int32(images.count - 1)
    }
    return (images, cells)
  }

  /// Sums up what each axis says of each row, into `buffers.positions`.
  private func locate(_ rows: UnsafePointer<UInt16>, _ count: Int, _ leaf: Leaf, _ buffers: ScanBuffers) {
    var base: Int32 = 0
    var varying: [(column: Column, contributions: [Int32])] = []
    for (slot, contributions) in axes {
      guard let column = leaf.column(of: slot) else {
        base += GridAxis.absent
        continue
      }
      if case .constant(let code) = column.codes {
        base += contributions[Int(code)]
      } else {
        varying.append((column, contributions))
      }
    }
    buffers.positions.update(repeating: base, count: count)
    for (column, contributions) in varying {
      contributions.withUnsafeBufferPointer { contributions in
        var sum = Sum(contributions: contributions, rows: rows, positions: buffers.positions, count: count)
        buffers.visit(column, leaf.count, &sum)
      }
    }
  }

  private mutating func push(
    _ rows: UnsafePointer<UInt16>, _ part: Survivors.Part, _ places: LeafPlaces, _ buffers: ScanBuffers
  ) {
    let leaf = places.leaves[part.place].leaf
    let groups = places.groups(part.place)
    let base = places.bases[part.place]
    stacks.withUnsafeMutableBufferPointer { stacks in
      (leaf.taken ?? leaf.modified).withUnsafeBufferPointer { times in
        // Both have what they are indexed by: positions are compared with the count, rows are the leaf's own.
        guard let stack = stacks.baseAddress, let times = times.baseAddress else { return }
        let limit = UInt32(stacks.count)
        for index in 0..<part.count {
          let position = UInt32(bitPattern: buffers.positions[index])
          guard position < limit else { continue }
          let row = Int(rows[index])
          stack[Int(position)].push(base &+ UInt32(row), group: groups.group(of: row), time: times[row])
        }
      }
    }
  }
}

private struct Sum: CodeVisitor {
  /// As long as the dictionary that gave out the codes, of the same snapshot: every code is below its count.
  let contributions: UnsafeBufferPointer<Int32>
  let rows: UnsafePointer<UInt16>
  let positions: UnsafeMutablePointer<Int32>
  let count: Int

  mutating func visit(_ codes: UnsafePointer<some FixedWidthInteger & UnsignedInteger>) {
    guard let contributions = contributions.baseAddress else { return }
    for index in 0..<count {
      positions[index] &+= contributions[Int(truncatingIfNeeded: codes[Int(rows[index])])]
    }
  }
}
