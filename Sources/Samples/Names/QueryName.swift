/// Names written like a URL's query: `index=5&prompt_name=portal_hub&seed=422&cfg=3&_00001_.png`.
///
/// Split at `&`, then at the first `=`. `%XX` is decoded where it is valid UTF-8; a lone `%`, `+`, `;` and `#` stand
/// for themselves. A segment without `=` says nothing.
package enum QueryName {
  /// Whether at least one segment is `key=…`.
  package static func matches(_ stem: ArraySlice<UInt8>) -> Bool {
    guard stem.contains(UInt8(ascii: "=")) else { return false }
    var found = false
    forEachPair(of: stem) { _, _ in found = true }
    return found
  }

  /// Adds the values of `stem` to the image added last.
  package static func read(_ stem: ArraySlice<UInt8>, into batch: inout FileBatch) {
    forEachPair(of: stem) { key, value in
      if key.contains(UInt8(ascii: "%")) {
        var decoded: [UInt8] = []
        PercentEncoding.appendDecodedText(key, to: &decoded)
        add(decoded[...], value, to: &batch)
      } else {
        add(key, value, to: &batch)
      }
    }
  }

  /// The pairs as text, for folders.
  package static func pairs(of stem: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    forEachPair(of: stem) { key, value in pairs.append((text(key), text(value))) }
    return pairs
  }

  private static func add(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, to batch: inout FileBatch) {
    let isNew = batch.addValue(dimension: key, source: .filename) {
      PercentEncoding.appendDecodedText(value, to: &$0)
    }
    if !isNew { reportRepeat(key, value, in: &batch) }
  }

  /// `cfg=3&cfg=7`: the first stays, and the image says so.
  private static func reportRepeat(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, in batch: inout FileBatch) {
    let name = String(decoding: key, as: UTF8.self)
    let kept = batch.dimensionValues(of: batch.files.count - 1).first { $0.name == name }?.value ?? ""
    let other = text(value)
    if kept != other { batch.addProblem("the file name gives \(name) twice: \(kept) and \(other)") }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var decoded: [UInt8] = []
    PercentEncoding.appendDecodedText(bytes, to: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func forEachPair(of stem: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Void) {
    var rest = ImageFileName.withoutCounter(stem).rest
    while !rest.isEmpty {
      let segment = rest.prefix { $0 != UInt8(ascii: "&") }
      rest = rest.dropFirst(segment.count + 1)
      if let equals = segment.firstIndex(of: UInt8(ascii: "=")), equals > segment.startIndex {
        body(segment[..<equals], segment[(equals + 1)...])
      }
    }
  }
}
