package import Samples
import Synchronization

/// Keeps the presets in one SQLite file. Safe from many threads.
///
/// One connection behind a mutex: a write waits for the disk whatever is done about threads, and reading a few
/// presets is shorter than handing it to another connection. A write that returned is on the disk.
package final class PresetStore: Sendable {
  package let file: String
  private let database: Mutex<Database>
  private let now: @Sendable () -> Timestamp

  /// Opens `file`, or makes it and its folder.
  ///
  /// - Parameter now: the clock; tests stop it.
  package init(file: String, now: @escaping @Sendable () -> Timestamp = Timestamp.now) throws(PresetError) {
    self.file = file
    self.now = now
    database = Mutex(try Database.forPresets(file, now: now()))
  }

  /// All presets, or those of one training run, by name in natural order.
  package func list(trainingRun: String? = nil) throws(PresetError) -> [Preset] {
    let presets = try database.withLock { database throws(PresetError) in
      try database.presets(trainingRun: trainingRun)
    }
    return presets.sorted(by: Preset.precedesByName)
  }

  package func read(_ id: String) throws(PresetError) -> Preset {
    try database.withLock { database throws(PresetError) in try Self.existing(id, in: database) }
  }

  package func create(_ input: PresetInput) throws(PresetError) -> Preset {
    let time = now().description
    let preset = Preset(
      id: Identifier.uuid(), name: input.name, trainingRun: input.trainingRun, mapping: input.mapping,
      createdAt: time, updatedAt: time)
    try write { database throws(PresetError) in try database.insert(preset) }
    return preset
  }

  /// Replaces all that a person gives of a preset.
  ///
  /// - Parameter ifMatch: the entity tags of an `If-Match` header, or `*`; nil replaces whatever is there.
  package func replace(
    _ id: String, with input: PresetInput, ifMatch: [String]? = nil
  ) throws(PresetError) -> Preset {
    let time = now().description
    return try write { database throws(PresetError) in
      var preset = try Self.existing(id, in: database, ifMatch: ifMatch)
      preset.name = input.name
      preset.trainingRun = input.trainingRun
      preset.mapping = input.mapping
      preset.problem = nil
      preset.updatedAt = time
      try database.update(preset)
      return preset
    }
  }

  package func delete(_ id: String, ifMatch: [String]? = nil) throws(PresetError) {
    try write { database throws(PresetError) in
      _ = try Self.existing(id, in: database, ifMatch: ifMatch)
      try database.delete(id)
    }
  }

  /// Runs `body` in one transaction, so that what it compares and what it changes belong together.
  func write<Result: Sendable>(
    _ body: @Sendable (borrowing Database) throws(PresetError) -> Result
  ) throws(PresetError) -> Result {
    try database.withLock { database throws(PresetError) in
      if database.hasMoved {
        throw PresetError(
          .unavailable, file: file, "the database file was moved or removed while it was in use",
          remedy: "put it back, or start the server again")
      }
      return try database.transaction(body)
    }
  }

  /// The preset, when its tag is among `ifMatch`. A missing one is not found even so: a precondition is asked only
  /// of a request that would succeed without it (RFC 9110, 13.2.1).
  private static func existing(
    _ id: String, in database: borrowing Database, ifMatch: [String]? = nil
  ) throws(PresetError) -> Preset {
    guard let preset = try database.preset(id) else { throw PresetError.notFound(id: id) }
    guard let ifMatch, !ifMatch.contains("*"), !ifMatch.contains(preset.etag) else { return preset }
    throw PresetError.preconditionFailed
  }
}
