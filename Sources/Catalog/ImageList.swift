internal import Samples

extension RunSnapshot {
  /// The images that pass the filters, in the order of a stack: those on top of the first cell a filter leaves come
  /// first. `cursor` is the `next` of the page before.
  package func images(
    _ filters: [DimensionFilter], limit: Int, cursor: String? = nil
  ) throws(CatalogError) -> ImagePage {
    let start = try cursor.map { text throws(CatalogError) in try ImageCursor(text) }
    let buffers = ScanBuffers()
    let survivors = Survivors(try Filters(filters, of: index), leafPlaces(), buffers)
    var newest = NewestImages(limit: max(limit, 1), after: start?.place(in: survivors.places))
    survivors.forEachGroup(buffers) { newest.add($0, time: $1) }
    let (places, hasMore) = newest.result()
    let images = places.map { entry(survivors.places.image($0.number)) }
    let last = hasMore ? zip(places, images).reversed().first : nil
    let next = last.map { ImageCursor(time: $0.time, path: $1.path).text }
    return ImagePage(images: images, total: survivors.count, next: next)
  }
}

/// Where an image stands in the order of a stack: the later group first, then what comes later in a walk.
struct StackPlace: Comparable {
  /// That of the latest image of its group.
  var time: Int64
  var number: UInt32

  static func < (left: StackPlace, right: StackPlace) -> Bool {
    left.time != right.time ? left.time > right.time : left.number > right.number
  }
}

extension Survivors {
  /// Images that differ only in the batch counter together, in the order of a walk, with the time of the latest.
  func forEachGroup(_ buffers: ScanBuffers, _ body: ([UInt32], _ time: Int64) -> Void) {
    var numbers: [UInt32] = []
    var time = Int64.min
    var open: UInt32?
    for part in parts {
      let leaf = places.leaves[part.place].leaf
      let groups = places.groups(part.place)
      withRows(part, buffers) { rows in
        for index in 0..<part.count {
          let row = Int(rows[index])
          if groups.group(of: row) != open {
            if open != nil { body(numbers, time) }
            numbers.removeAll(keepingCapacity: true)
            time = .min
            open = groups.group(of: row)
          }
          numbers.append(places.bases[part.place] + UInt32(row))
          time = max(time, leaf.time(row))
        }
      }
    }
    if open != nil { body(numbers, time) }
  }
}

/// The first `limit` images after a place, without sorting them all.
struct NewestImages {
  private let limit: Int
  private let start: StackPlace?
  private var kept: [StackPlace] = []
  private var worst: StackPlace?
  private var hasMore = false

  init(limit: Int, after start: StackPlace?) {
    self.limit = limit
    self.start = start
  }

  mutating func add(_ numbers: [UInt32], time: Int64) {
    for number in numbers {
      let place = StackPlace(time: time, number: number)
      if let start, place <= start { continue }
      if let worst, worst < place {
        hasMore = true
        continue
      }
      kept.append(place)
      if kept.count >= limit * 2 { shrink() }
    }
  }

  mutating func result() -> ([StackPlace], hasMore: Bool) {
    shrink()
    return (kept, hasMore)
  }

  private mutating func shrink() {
    kept.sort()
    guard kept.count > limit else { return }
    kept.removeSubrange(limit...)
    worst = kept.last
    hasMore = true
  }
}
