import Catalog
import Samples
import Testing

/// After any storm of changes the index equals one that is made afresh of what is left.
struct ReplayTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func anyHistoryEndsAsAFreshBuild(seed: UInt64) throws {
    var storm = Storm(seed: seed)
    let catalog = LiveCatalog()
    for step in 0..<60 {
      catalog.apply((0...storm.random(3)).map { _ in storm.change() })
      guard step % 10 == 9 else { continue }
      let fresh = LiveCatalog()
      fresh.apply(storm.all())
      #expect(try contents(catalog) == contents(fresh), "seed \(seed), step \(step)")
    }
    catalog.apply([.removed(.root)])
    #expect(catalog.snapshot().runs.isEmpty, "seed \(seed)")
  }

  /// More images than leaves hold, so that leaves split, join and go.
  @Test(arguments: [11] as [UInt64])
  func leavesSplitAndJoin(seed: UInt64) throws {
    var storm = Storm(seed: seed)
    let names = (0..<12_000).map { "n=\($0 % 700)&i=\($0)&.png" }.shuffled(using: &storm.generator)
    let catalog = LiveCatalog()
    for part in stride(from: 0, to: names.count, by: 1_500) {
      catalog.apply([.files("f", names[part..<part + 1_500].map { TestImage($0) })])
    }
    #expect(try contents(catalog) == contents(LiveCatalog(.folder("f", names.map { TestImage($0) }))), "seed \(seed)")
    for part in stride(from: 0, to: 11_700, by: 900) {
      catalog.apply([.files("f", removed: Array(names[part..<part + 900]))])
    }
    let rest = names[11_700...].map { TestImage($0) }
    #expect(try contents(catalog) == contents(LiveCatalog(.folder("f", rest))), "seed \(seed)")
    catalog.apply([.folder("f", names.map { TestImage($0) })])
    #expect(try contents(catalog) == contents(LiveCatalog(.folder("f", names.map { TestImage($0) }))), "seed \(seed)")
  }
}

/// A model of a disk, and changes to it from a seed.
private struct Storm {
  var generator: SplitMix
  private var folders: [String: [String: TestImage]] = [:]
  private static let paths = ["", "a", "a b", "a/x", "a/x/y", "b", "b/x"]

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  mutating func random(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  func all() -> [FileChange] {
    folders.keys.sorted(by: >).map { path in
      .folder(RelativePath(path), in: placements(path), FileBatch(Array((folders[path] ?? [:]).values)))
    }
  }

  mutating func change() -> FileChange {
    let path = Self.paths[random(Self.paths.count)]
    switch random(10) {
    case 0:
      folders = folders.filter { !RelativePath(path).contains(RelativePath($0.key)) }
      return .removed(RelativePath(path))
    case 1, 2:
      let images = distinct((0..<random(12)).map { _ in image() })
      folders[path] = named(images)
      return .folder(RelativePath(path), in: placements(path), FileBatch(images))
    default:
      let images = distinct((0..<random(6)).map { _ in image() })
      let removed = (folders[path] ?? [:]).keys.sorted().filter { _ in random(4) == 0 }
      for name in removed { folders[path]?[name] = nil }
      folders[path, default: [:]].merge(named(images)) { $1 }
      return .files(
        RelativePath(path), in: placements(path), FileBatch(images), removed: removed.map { Array($0.utf8) })
    }
  }

  /// No folder has a name twice.
  private mutating func distinct(_ images: [TestImage]) -> [TestImage] {
    let sorted = named(images).sorted { $0.key < $1.key }
    return sorted.map(\.value).shuffled(using: &generator)
  }

  private func named(_ images: [TestImage]) -> [String: TestImage] {
    Dictionary(images.map { (String(decoding: $0.name, as: UTF8.self), $0) }) { $1 }
  }

  private func placements(_ path: String) -> [Placement] {
    let step = DimensionValue("step", String(path.utf8.count), .folder)
    let runs = path.isEmpty ? ["(root)"] : path.hasPrefix("a") ? ["a", "all"] : ["b"]
    return runs.map { Placement(run: $0, dimensions: [step]) }
  }

  private mutating func image() -> TestImage {
    let name = "cfg=\(random(4))&" + (random(3) == 0 ? "seed=\(random(5))&" : "") + "_0000\(random(4))_.png"
    var values = [DimensionValue("cfg", random(4) == 0 ? "9" : "1.0", .metadata)]
    if random(3) == 0 { values.append(DimensionValue("step", "1", random(2) == 0 ? .filename : .metadata)) }
    if random(3) == 0 { values.append(DimensionValue("only\(random(6))", "x", .metadata)) }
    return TestImage(
      name, values, modified: Int64(random(5)), taken: random(4) == 0 ? Int64(random(9)) : nil,
      isContactSheet: random(12) == 0, problem: random(9) == 0 ? "odd" : nil)
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
