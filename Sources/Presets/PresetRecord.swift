import Samples

/// A row of the table `presets`, as the store holds it.
struct PresetRecord: Equatable {
  var id: String
  var name: String
  var trainingRunID: String
  /// JSON text.
  var mapping: String
  var createdAt: String
  var updatedAt: String

  static let columns = "id, name, training_run_id, mapping, created_at, updated_at"

  init(row: borrowing Statement) {
    id = row.text(0)
    name = row.text(1)
    trainingRunID = row.text(2)
    mapping = row.text(3)
    createdAt = row.text(4)
    updatedAt = row.text(5)
  }

  init(_ preset: Preset) {
    id = preset.id
    name = preset.name
    trainingRunID = preset.trainingRun
    mapping = String(decoding: preset.mapping.bytes, as: UTF8.self)
    createdAt = preset.createdAt
    updatedAt = preset.updatedAt
  }

  /// In the order of `columns`.
  var values: [String] { [id, name, trainingRunID, mapping, createdAt, updatedAt] }

  /// The domain's form. A row that another hand wrote is taken as it is, so that it is listed and kept: a time that
  /// is none stays the text it is, and a mapping that breaks the rules says so in `problem`.
  var preset: Preset {
    let (mapping, problem) = PresetMapping.stored(mapping)
    return Preset(
      id: id, name: name, trainingRun: trainingRunID, mapping: mapping,
      createdAt: Timestamp(createdAt)?.description ?? createdAt,
      updatedAt: Timestamp(updatedAt)?.description ?? updatedAt, problem: problem)
  }
}
