import API
import Catalog
import Disk
import Foundation
import HTTP
import JSON
import Metadata
import Presets
import Samples
import Testing
import Thumbnails

@testable import checkpoint_sampler

/// A folder as a tool would write it, scanned like the program scans it and asked through its routes.
final class Tree {
  let folder: String
  private let root: Root
  private let catalog = LiveCatalog()
  private let router: Router

  /// See `Scanner.remembering`.
  private let remembered: Int?

  /// `files` are paths beneath the root with their contents.
  init(_ files: [(String, [UInt8])], checkpointFolders: [String] = [], remembered: Int? = nil) throws {
    self.remembered = remembered
    folder = NSTemporaryDirectory() + "/formats-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/root", withIntermediateDirectories: true)
    root = try Root(path: folder + "/root", followSymlinks: false)
    let checkpoints = CheckpointFolders(
      root: root, folders: checkpointFolders.map { [folder] in "\(folder)/\($0)" }, followSymlinks: false)
    router = Routes.router(
      Services(
        version: "test", catalog: catalog, images: ImageFiles(root: root, rules: .discovery, catalog: catalog),
        checkpoints: CheckpointFiles(folders: checkpoints),
        thumbnails: ThumbnailService(cache: ThumbnailCache(folder: folder + "/cache", limit: 1_000_000)),
        presets: try PresetStore(file: folder + "/presets.db"),
        events: EventHub(catalog: catalog),
        status: ServerStatus(watch: { WatchStatus(mode: "none") }, server: { ServerCounters() }),
        page: StaticFiles(folder: folder), isPrivate: false))
    for (path, bytes) in files { try write("root/" + path, bytes) }
    scan()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// `path` is beneath the folder that also holds the root.
  func write(_ path: String, _ bytes: [UInt8], seconds: Int = 1_700_000_000) throws {
    let file = "\(folder)/\(path)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: TimeInterval(seconds))], ofItemAtPath: file)
  }

  func scan() {
    let scanner = Scanner(root: root, rules: .discovery)
    (remembered.map(scanner.remembering) ?? scanner).run { [catalog] in catalog.apply($0) }
    catalog.apply([.progress(ScanProgress(done: 0, total: 0, isReady: true))])
  }

  // MARK: What is there

  var runs: [String] { catalog.snapshot().runs.map(\.summary.id) }

  func get(_ target: String) -> JSONValue {
    guard case .now(let response) = router.reply(to: Request(target: target)), case .bytes(let bytes) = response.body
    else { return .null }
    return (try? JSONParser.parse(bytes)) ?? .null
  }

  /// A run's dimensions with their values in order.
  func dimensions(of run: String) -> [String: [String]] {
    let detail = get("/api/training-runs/\(Self.escaped(run))")
    let pairs = (detail["dimensions"]?.array ?? []).map { dimension in
      (dimension["name"]?.string ?? "", (dimension["values"]?.array ?? []).compactMap { $0["value"]?.string })
    }
    return Dictionary(pairs) { first, _ in first }
  }

  func problems(of run: String) -> [String: String] {
    let detail = get("/api/training-runs/\(Self.escaped(run))")
    let pairs = (detail["problems"]?.array ?? []).map { ($0["path"]?.string ?? "", $0["reason"]?.string ?? "") }
    return Dictionary(pairs) { "\($0); \($1)" }
  }

  /// One image's values as the index has them. The detail view reads the file anew and must say the same.
  func values(of path: String, location: SourceLocation = #_sourceLocation) -> [String: String] {
    let entries = catalog.snapshot().images(at: RelativePath(path))
    #expect(entries.count == 1, "\(path) is in one run", sourceLocation: location)
    let indexed = entries.first?.image.dimensions ?? []
    let table = Dictionary(indexed.map { ($0.name, $0.value) }) { first, _ in first }
    let detail = get("/api/images/\(Self.escaped(path))")
    let shown = (detail["dimensions"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["value"]?.string ?? "") }
    #expect(Dictionary(shown) { first, _ in first } == table, "\(path): index and detail", sourceLocation: location)
    return table
  }

  func sources(of path: String) -> [String: String] {
    let detail = get("/api/images/\(Self.escaped(path))")
    let pairs = (detail["dimensions"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["source"]?.string ?? "") }
    return Dictionary(pairs) { first, _ in first }
  }

  static func escaped(_ text: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
  }
}
