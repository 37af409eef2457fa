internal import HTTP

struct ParameterError: Error, Hashable {
  var code: String
  var message: String
}

/// A request's query, checked: a name that the route does not know is an error, because a filter that was misspelt and
/// silently ignored would show the wrong images.
struct QueryParameters {
  private let items: [QueryItem]

  init(of request: Request, known: Set<String>, prefixes: [String] = []) throws(ParameterError) {
    items = request.query
    for item in items where !known.contains(item.name) && !prefixes.contains(where: item.name.hasPrefix) {
      let names = (known.sorted() + prefixes.map { $0 + "NAME" }).joined(separator: ", ")
      let accepted = names.isEmpty ? "This route takes none." : "Known are: \(names)."
      throw ParameterError(code: "unknown_parameter", message: "Unknown query parameter `\(item.name)`. \(accepted)")
    }
    var seen: Set<String> = []
    for item in items where known.contains(item.name) && !seen.insert(item.name).inserted {
      throw ParameterError(code: "repeated_parameter", message: "The query parameter `\(item.name)` is given twice.")
    }
  }

  func text(_ name: String) -> String? { items.first { $0.name == name }?.value }

  func nonEmptyText(_ name: String) -> String? { text(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// A whole number in that range.
  func count(_ name: String, in range: ClosedRange<Int> = 0...Int.max) throws(ParameterError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let end = range.upperBound == Int.max ? "" : " to \(range.upperBound)"
      throw ParameterError(
        code: "invalid_parameter",
        message: "`\(name)` takes a whole number from \(range.lowerBound)\(end), not `\(text)`.")
    }
    return number
  }

  /// `filter.cfg=3&filter.cfg=7` as cfg → [3, 7], in the order of the first mention.
  func grouped(prefix: String) -> [(name: String, values: [String])] {
    var groups: [(name: String, values: [String])] = []
    for item in items where item.name.hasPrefix(prefix) {
      let name = String(item.name.dropFirst(prefix.count))
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].values.append(item.value)
      } else {
        groups.append((name, [item.value]))
      }
    }
    return groups
  }
}
