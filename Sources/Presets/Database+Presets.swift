/// The statements of the table `presets`.
extension Database {
  private static var select: String { "SELECT \(PresetRecord.columns) FROM presets" }

  /// All presets, or those of one training run, in no order.
  func presets(trainingRun: String? = nil) throws(PresetError) -> [Preset] {
    let condition = trainingRun == nil ? "" : " WHERE training_run_id = ?"
    return try rows(Self.select + condition, trainingRun.map { [$0] } ?? []) { PresetRecord(row: $0).preset }
  }

  func preset(_ id: String) throws(PresetError) -> Preset? {
    try rows(Self.select + " WHERE id = ?", [id]) { PresetRecord(row: $0).preset }.first
  }

  func insert(_ preset: Preset) throws(PresetError) {
    try execute(
      "INSERT INTO presets (\(PresetRecord.columns)) VALUES (?, ?, ?, ?, ?, ?)", PresetRecord(preset).values)
  }

  func update(_ preset: Preset) throws(PresetError) {
    try execute(
      """
      UPDATE presets SET name = ?2, training_run_id = ?3, mapping = ?4, created_at = ?5, updated_at = ?6 WHERE id = ?1
      """, PresetRecord(preset).values)
  }

  func delete(_ id: String) throws(PresetError) { try execute("DELETE FROM presets WHERE id = ?", [id]) }
}
