package import JSON
import Samples

/// A named mapping of one training run.
package struct Preset: Equatable, Sendable {
  package var id: String
  package var name: String
  package var trainingRun: String
  package var mapping: PresetMapping
  /// RFC 3339, UTC.
  package var createdAt: String
  package var updatedAt: String
  /// What is wrong with the stored mapping, when another hand wrote one that breaks the rules.
  package var problem: String?

  /// A strong entity tag of the content, in its quotes.
  package var etag: String { Identifier.entityTag(of: JSONWriter.bytes { json.write(to: &$0) }) }

  /// The preset as the API and an export show it.
  package var json: JSONValue {
    .object([
      .init("id", .string(id)), .init("name", .string(name)), .init("training_run_id", .string(trainingRun)),
      .init("mapping", mapping.json), .init("created_at", .string(createdAt)), .init("updated_at", .string(updatedAt)),
    ])
  }

  /// By name as people count, then by id, so that the order is total.
  static func precedesByName(_ left: Preset, _ right: Preset) -> Bool {
    if NaturalOrder.precedes(left.name, right.name) { return true }
    if NaturalOrder.precedes(right.name, left.name) { return false }
    return Array(left.id.utf8).lexicographicallyPrecedes(Array(right.id.utf8))
  }

  static func precedesByRun(_ left: Preset, _ right: Preset) -> Bool {
    if NaturalOrder.precedes(left.trainingRun, right.trainingRun) { return true }
    if NaturalOrder.precedes(right.trainingRun, left.trainingRun) { return false }
    return precedesByName(left, right)
  }
}
