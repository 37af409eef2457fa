import Glibc
import JSON

/// All presets as one JSON text, to keep or to carry to another machine.
package enum PresetExport {
  static let format = "checkpoint-sampler-presets"
  static let version = 1

  /// Reads the presets of the database `file`, whether a server runs on it or not, and changes nothing.
  package static func read(_ file: String) throws(PresetError) -> [UInt8] {
    let database = try Database.forPresets(readOnly: file)
    let presets = try SchemaShape.hasTable("presets", in: database) ? database.presets() : []
    return try bytes(of: presets, file: file)
  }

  /// Writes an export beside `target` and gives it its name when it is whole and on the disk: an older one is replaced.
  package static func write(_ bytes: [UInt8], to target: String) throws(PresetError) {
    let partial = "\(target).\(Identifier.uuid()).partial"
    defer { unlink(partial) }
    try FilePath.write(bytes, to: partial)
    try FilePath.synchronise(partial)
    guard rename(partial, target) == 0 else { throw .system(errno, file: target) }
    try FilePath.synchronise(FilePath.folder(of: target))
  }

  /// One preset a line, by training run, name and id: two exports can be compared by eye.
  private static func bytes(of presets: [Preset], file: String) throws(PresetError) -> [UInt8] {
    var text = Array("{\"format\":\"\(format)\",\"version\":\(version),\"presets\":[".utf8)
    for (index, preset) in presets.sorted(by: Preset.precedesByRun).enumerated() {
      if let problem = preset.problem { throw unreadable(preset, problem, file: file) }
      text += (index == 0 ? "\n" : ",\n").utf8
      text += JSONWriter.bytes { preset.json.write(to: &$0) }
    }
    return text + "\n]}\n".utf8
  }

  /// Leaving it out would make an export that looks whole and is not.
  private static func unreadable(_ preset: Preset, _ problem: String, file: String) -> PresetError {
    PresetError(
      .invalid, file: file, "the mapping of the preset `\(preset.name)` (\(preset.id)) is not valid: \(problem)",
      remedy: "save that preset anew or delete it; `presets backup` keeps it as it is")
  }
}
