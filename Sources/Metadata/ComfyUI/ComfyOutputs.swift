internal import JSON

/// Which of a graph's saving nodes wrote the file.
extension ComfyGraph {
  /// The nodes that may have written the file, best first; `isCertain` when the file's name names one of them.
  func outputs(fileStem: String) -> (nodes: [Node], isCertain: Bool) {
    let saving = nodes.filter { saves($0) }
    if saving.isEmpty { return (previewing, previewing.count < 2) }
    guard saving.count > 1 else { return (saving, true) }
    pattern?.hangsOnFileName = true
    let stem = FileStem(fileStem)
    let fits = saving.map { stem.fit(of: scalar("filename_prefix", of: $0)?.text ?? "") }
    let best = fits.max() ?? 0
    let chosen = best == 0 ? saving : zip(saving, fits).filter { $0.1 == best }.map(\.0)
    return (chosen.sorted { precedes($0, $1) }, best > 0 && chosen.count == 1)
  }

  /// Nodes that save models or latents have a prefix as well.
  private func saves(_ node: Node) -> Bool {
    if hasInput("filename_prefix", node) { return !hasInput("samples", node) && !hasInput("model", node) }
    return isClass(node, "Image Saver") || isClass(node, "SwarmSaveImageWS") || isClass(node, "SaveImageWebsocket")
  }

  private var previewing: [Node] { nodes.filter { isClass($0, "PreviewImage") } }

  /// Ids are numbers as a rule, and then 9 comes before 10.
  private func precedes(_ left: Node, _ right: Node) -> Bool {
    let (a, b) = (tape.raw(left.id), tape.raw(right.id))
    if a.isDigits, b.isDigits, a.count != b.count { return a.count < b.count }
    return a.lexicographicallyPrecedes(b)
  }
}

/// A file name as ComfyUI makes it: `<last part of the prefix>_<counter>_`.
private struct FileStem {
  private let stem: ArraySlice<UInt8>
  private let base: ArraySlice<UInt8>

  init(_ text: String) {
    stem = Array(text.utf8)[...]
    var head = stem
    if head.last == UInt8(ascii: "_") { head = head.dropLast() }
    let digits = head.reversed().prefix(while: TextBytes.isDigit).count
    let rest = head.dropLast(digits)
    base = digits >= 5 && rest.last == UInt8(ascii: "_") ? rest.dropLast() : stem
  }

  /// 0 when the prefix does not fit the name; most when it is the name before the counter.
  func fit(of prefix: String) -> Int {
    var name = Array(prefix.utf8)[...]
    if let slash = name.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
      name = name[(slash + 1)...]
    }
    guard !name.isEmpty else { return 0 }
    let pieces = Self.pieces(of: name)
    if Self.matches(pieces, base, whole: true) { return 1 + 2 * pieces.map(\.count).reduce(1, +) + stem.count }
    return Self.matches(pieces, stem, whole: false) ? 1 + pieces.map(\.count).reduce(0, +) : 0
  }

  /// The text between `%…%` patterns, which stand for anything.
  private static func pieces(of name: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let parts = name.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
    guard parts.count % 2 == 1, parts.count <= 65 else { return [name] }
    return stride(from: 0, to: parts.count, by: 2).map { parts[$0] }
  }

  private static func matches(_ pieces: [ArraySlice<UInt8>], _ text: ArraySlice<UInt8>, whole: Bool) -> Bool {
    guard let first = pieces.first, let last = pieces.last, text.starts(with: first) else { return false }
    var rest = text.dropFirst(first.count)
    if pieces.count == 1 { return !whole || rest.isEmpty }
    for piece in pieces.dropFirst().dropLast() {
      guard let next = rest.end(of: piece) else { return false }
      rest = rest[next...]
    }
    if !whole { return rest.end(of: last) != nil }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}

extension ArraySlice<UInt8> {
  /// The index behind the first place where `piece` stands.
  fileprivate func end(of piece: ArraySlice<UInt8>) -> Int? {
    guard count >= piece.count else { return nil }
    for start in startIndex...(endIndex - piece.count) where self[start...].starts(with: piece) {
      return start + piece.count
    }
    return nil
  }
}
