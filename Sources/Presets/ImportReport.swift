/// What an import did, by name.
package struct ImportReport: Equatable, Sendable, CustomStringConvertible {
  package struct Entry: Equatable, Sendable {
    package var name: String
    package var trainingRun: String

    init(_ preset: Preset) {
      name = preset.name
      trainingRun = preset.trainingRun
    }
  }

  package var added: [Entry] = []
  package var replaced: [Entry] = []
  /// Here already with the same content.
  package var unchanged: [Entry] = []

  /// A line that counts, then one for each preset that was written.
  package var description: String {
    let counts = "added \(added.count), replaced \(replaced.count), unchanged \(unchanged.count)"
    let lines =
      added.map { "  added     \($0.name) (\($0.trainingRun))" }
      + replaced.map { "  replaced  \($0.name) (\($0.trainingRun))" }
    return ([counts] + lines).joined(separator: "\n")
  }
}

extension PresetStore {
  /// Adds the presets of `source`, an export or another database with a `presets` table; all of them or none.
  ///
  /// - Parameter replace: whether a preset whose id is here with other content is replaced; else it is refused.
  package func importPresets(from source: String, replace: Bool = false) throws(PresetError) -> ImportReport {
    // Reading our own file beside SQLite would drop the locks that this process holds on it.
    if try FilePath.isSame(FilePath.status(of: source), FilePath.status(of: file)) {
      throw PresetError(
        .invalid, file: source, "this is the database itself", remedy: "name an export or another database")
    }
    let presets = try PresetImport.read(source)
    return try write { database throws(PresetError) in
      var report = ImportReport()
      var conflicts: [String] = []
      for preset in presets {
        switch try database.preset(preset.id) {
        case nil:
          try database.insert(preset)
          report.added.append(.init(preset))
        case let present? where present.etag == preset.etag: report.unchanged.append(.init(preset))
        case _? where replace:
          try database.update(preset)
          report.replaced.append(.init(preset))
        case _?: conflicts.append("\(preset.name) (\(preset.id))")
        }
      }
      guard conflicts.isEmpty else { throw Self.conflict(conflicts, source: source) }
      return report
    }
  }

  private static func conflict(_ names: [String], source: String) -> PresetError {
    let shown = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
    return PresetError(
      .conflict, file: source, "presets that are here already have other content there: \(shown)",
      remedy: "add --replace to take theirs; nothing was imported")
  }
}
