import Foundation
import JSON
import Testing

@testable import Presets

/// A folder of its own for one test, gone with it.
final class TestFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/presets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String = "checkpoint-sampler.db") -> String { path + "/" + name }

  /// Every file below the folder with its bytes: what must not change.
  ///
  /// - Parameter isOpen: whether a store has a database here open: readers then leave their marks in its `-shm`.
  func contents(whileOpen isOpen: Bool = false) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) where !(isOpen && name.hasSuffix("-shm")) {
      contents[name] = FileManager.default.contents(atPath: file(name)) ?? Data()
    }
    return contents
  }

  func write(_ data: Data, to name: String = "checkpoint-sampler.db") throws {
    try data.write(to: URL(fileURLWithPath: file(name)))
  }
}

/// Runs SQL as another program would: over a plain connection, with SQLite's own defaults.
func runSQL(_ file: String, _ statements: [String]) throws {
  let database = try plainConnection(file)
  for statement in statements { try database.execute(statement) }
}

func plainConnection(_ file: String) throws -> Database {
  let readWriteCreate: Int32 = 6
  return try Database(opening: file, flags: readWriteCreate, file: file)
}

func query(_ file: String, _ sql: String) throws -> [String] {
  try plainConnection(file).rows(sql) { $0.text(0) }
}

/// DESIGN §7, to the letter.
enum Design {
  static let migrations =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied TEXT NOT NULL)"
  static let presets = """
    CREATE TABLE presets (id TEXT PRIMARY KEY, name TEXT NOT NULL, training_run_id TEXT NOT NULL,
                          mapping TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
    """
  static let index = "CREATE INDEX idx_presets_training_run ON presets(training_run_id)"
  static let versionOne = "INSERT INTO schema_migrations VALUES (1, '2025-01-01T00:00:00Z')"
  static let all = [migrations, presets, index, versionOne]

  static func row(
    id: String = "7b3c0c5e-8f5b-4d8e-9a51-0d3f6c1b2a47", name: String = "By hand", run: String = "qwen/psai-v0.3",
    mapping: String = #"{"x":"cfg","y":"prompt_name","slider":"checkpoint","combos":["seed","index"]}"#,
    time: String = "2025-01-02T03:04:05Z"
  ) -> String {
    let values = [id, name, run, mapping, time, time].map { "'\($0.replacingOccurrences(of: "'", with: "''"))'" }
    return "INSERT INTO presets VALUES (\(values.joined(separator: ", ")))"
  }
}

func input(_ name: String, run: String = "run", mapping: String = #"{"x":"cfg"}"#) throws -> PresetInput {
  try PresetInput(name: name, trainingRun: run, mapping: JSONParser.parse(mapping))
}

func text(_ json: JSONValue) -> String { String(decoding: JSONWriter.bytes { json.write(to: &$0) }, as: UTF8.self) }

/// The code of the error that `body` throws; nil when it throws none.
func code(_ body: () throws -> Void) throws -> PresetError.Code? {
  do {
    try body()
    return nil
  } catch let error as PresetError {
    return error.code
  }
}

/// SplitMix64. `TEST_SEED` repeats a run; the seed goes into every message.
struct SeededGenerator: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init() {
    seed = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 1...UInt64.max)
    state = seed
    print("TEST_SEED=\(seed)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
