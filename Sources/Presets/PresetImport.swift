import JSON
import Samples

/// Presets on their way in, from an export or from another database.
enum PresetImport {
  private static let maximumIDBytes = 200
  private static let keys = ["id", "name", "training_run_id", "mapping", "created_at", "updated_at"]

  /// The presets in `file`: an export, or a SQLite database with a `presets` table, whoever wrote it.
  static func read(_ file: String) throws(PresetError) -> [Preset] {
    try FilePath.requireFile(file)
    let bytes = try FilePath.read(file)
    do {
      let presets = try bytes.starts(with: "SQLite format 3\0".utf8) ? table(in: file) : export(bytes)
      try refuseRepeats(presets)
      return presets
    } catch let error as PresetError {
      throw error
    } catch {
      throw PresetError(
        .invalid, file: file, "\(error)", remedy: "mend it and import again; nothing was imported")
    }
  }

  private static func export(_ bytes: [UInt8]) throws(ValidationError) -> [Preset] {
    // The object and its list are two levels more than a mapping in its preset.
    let object = try JSONObject(PresetInput.json(bytes, depth: PresetMapping.maximumDepth + 3), field: "")
    guard object["format"]?.string == PresetExport.format else {
      throw ValidationError("format", "must be `\(PresetExport.format)`: this is no export of presets")
    }
    guard object["version"] == .number(String(PresetExport.version)) else {
      throw ValidationError("version", "must be \(PresetExport.version), the one this program knows")
    }
    try object.refuseKeys(otherThan: ["format", "version", "presets"])
    guard let presets = try object.value("presets").array else {
      throw ValidationError("presets", "must be an array")
    }
    var read: [Preset] = []
    for (index, value) in presets.enumerated() { read.append(try preset(value, field: "presets[\(index)]")) }
    return read
  }

  private static func table(in file: String) throws -> [Preset] {
    let database = try Database.readOnly(file)
    try SchemaShape.requirePresets(in: database)
    try SchemaShape.requireIntegrity(of: database)
    let presets = try database.presets().sorted(by: Preset.precedesByRun)
    return try presets.map { read in
      let field = "preset \(read.id)"
      if let problem = read.problem { throw ValidationError("\(field).mapping", problem) }
      return try preset(read.json, field: field)
    }
  }

  /// One preset, checked like one that a person gives; ids and times are kept.
  private static func preset(_ value: JSONValue, field: String) throws(ValidationError) -> Preset {
    let object = try JSONObject(value, field: field)
    try object.refuseKeys(otherThan: keys)
    let input = try PresetInput(
      name: object.string("name"), trainingRun: object.string("training_run_id"), mapping: object.value("mapping"),
      field: field)
    return Preset(
      id: try identifier(in: object), name: input.name, trainingRun: input.trainingRun, mapping: input.mapping,
      createdAt: try time("created_at", in: object), updatedAt: try time("updated_at", in: object))
  }

  /// Other programs make ids of their own; one only has to be usable in a URL and a message.
  private static func identifier(in object: JSONObject) throws(ValidationError) -> String {
    let id = try object.string("id")
    guard !id.isEmpty, id.utf8.count <= maximumIDBytes else {
      throw ValidationError(object.path("id"), "must have 1 to \(maximumIDBytes) bytes")
    }
    try PresetInput.refuseControlCharacters(in: id, field: object.path("id"))
    return id
  }

  private static func time(_ key: String, in object: JSONObject) throws(ValidationError) -> String {
    guard let time = try Timestamp(object.string(key)) else {
      throw ValidationError(object.path(key), "must be a time such as 2025-01-31T12:00:00Z")
    }
    return time.description
  }

  private static func refuseRepeats(_ presets: [Preset]) throws(ValidationError) {
    var seen: Set<[UInt8]> = []
    for preset in presets where !seen.insert(Array(preset.id.utf8)).inserted {
      throw ValidationError("presets", "the id \(preset.id) is given twice")
    }
  }
}
