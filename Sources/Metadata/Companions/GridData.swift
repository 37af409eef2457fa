internal import JSON
package import Samples

/// The `data.js` of infinity-grid and SwarmUI's grids: `rawData = {"axes": [{"id", "title", "values": [{"key", "title",
/// "params"}]}]}`. A key stands in the path; the title is what its page shows for it.
package enum GridData {
  /// Nil when it is not such a list, or one that leaves open what a key means.
  package static func read(_ bytes: [UInt8]) -> AxisGrid? {
    guard let json = object(bytes), let listed = json["axes"]?.array, !listed.isEmpty else { return nil }
    var taken: Set<String> = []
    var axes: [AxisGrid.Axis] = []
    for axis in listed {
      guard let meanings = meanings(of: axis, &taken) else { return nil }
      axes.append(meanings)
    }
    return AxisGrid(axes: axes)
  }

  private static func object(_ bytes: [UInt8]) -> JSONValue? {
    var text = bytes[...].trimmed
    guard text.hasPrefix("rawData"), let equals = text.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    text = text[(equals + 1)...]
    if text.last == UInt8(ascii: ";") { text = text.dropLast() }
    return MetadataJSON.object(Array(text))
  }

  private struct Value {
    var key: String
    var title: String
    var param: (name: String, value: String)?
  }

  /// Nil when a key stands twice. Two axes of one dimension keep the names that the grid gave them.
  private static func meanings(of axis: JSONValue, _ taken: inout Set<String>) -> AxisGrid.Axis? {
    guard let id = axis.text("id"), let listed = axis["values"]?.array, !listed.isEmpty else { return nil }
    let values = listed.compactMap(value)
    guard values.count == listed.count, Set(values.map(\.key)).count == values.count else { return nil }
    var known = dimensions(id, values)
    if known.contains(where: { $0.contains { taken.contains($0.name) } }) { known = [] }
    let meanings = known.isEmpty ? values.map { [AxisGrid.Meaning(id, $0.title)] } : known
    taken.formUnion(meanings.joined().map(\.name))
    return Dictionary(uniqueKeysWithValues: zip(values.map(\.key), meanings))
  }

  private static func value(_ json: JSONValue) -> Value? {
    // Of late the path is written beside the key and may differ from it.
    guard let key = json.text("path", "key") else { return nil }
    var value = Value(key: key, title: json.text("title") ?? key)
    if let members = json["params"]?.members, members.count == 1, let text = members[0].value.scalarText {
      value.param = (members[0].key, text)
    }
    return value
  }

  /// An axis that varies one thing and nothing else is the dimension that this is elsewhere; empty when it is not.
  private static func dimensions(_ id: String, _ values: [Value]) -> [[AxisGrid.Meaning]] {
    let params = values.compactMap(\.param)
    // Without parameters the axis' own name is all there is, and for prompts a title may be short for anything.
    let pairs = params.isEmpty ? values.map { (name: id, value: $0.title) } : params
    let names = Set(pairs.map { plain($0.name) })
    guard pairs.count == values.count, names.count == 1, let name = names.first else { return [] }
    let known = pairs.compactMap { dimension(name, $0.value, isTitle: params.isEmpty) }
    return known.count == values.count ? known : []
  }

  private static func dimension(_ name: String, _ text: String, isTitle: Bool) -> [AxisGrid.Meaning]? {
    func meaning(_ name: String, _ value: String?) -> [AxisGrid.Meaning]? {
      value.flatMap { $0.isEmpty ? nil : [.init(name, $0)] }
    }
    switch name {
    case "seed": return meaning("seed", Figure.seed(text))
    case "steps": return meaning("steps", Figure.number(text))
    case "cfgscale": return meaning("cfg", Figure.number(text))
    case "fluxguidancescale", "distilledcfgscale": return meaning("guidance", Figure.number(text))
    case "sampler": return sampler(text)
    case "scheduler": return meaning("scheduler", text)
    case "model": return meaning("model", FileReference.lastPart(text))
    case "prompt": return isTitle ? nil : meaning("prompt", text)
    case "negativeprompt": return isTitle ? nil : meaning("negative_prompt", text)
    default: return nil
    }
  }

  private static func sampler(_ text: String) -> [AxisGrid.Meaning]? {
    let (sampler, scheduler) = SamplerName.split(text)
    guard !sampler.isEmpty else { return nil }
    return [.init("sampler", sampler)] + (scheduler.map { [.init("scheduler", $0)] } ?? [])
  }

  /// `CFG Scale`, `cfg_scale` and `cfgscale` are one.
  private static func plain(_ name: String) -> String {
    let letters = name.utf8.filter { $0 != 0x20 && $0 != UInt8(ascii: "_") }
    return String(decoding: letters.map(TextBytes.lowercased), as: UTF8.self)
  }
}
