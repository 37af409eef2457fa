/// One `name=value` of a query or of a form.
package struct QueryItem: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// The pure reading of a request's target.
enum RequestTarget {
  /// `%XX` as its byte; a `%` without two hex digits stands for itself, as browsers send it.
  static func decoded(_ text: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
    guard plusIsSpace || text.contains(UInt8(ascii: "%")) else { return Array(text) }
    return text.withUnsafeBufferPointer { text in
      [UInt8](unsafeUninitializedCapacity: text.count) { decoded, count in
        var index = 0
        while index < text.count {
          if let byte = escapedByte(text, at: index) {
            decoded[count] = byte
            index += 3
          } else {
            decoded[count] = plusIsSpace && text[index] == UInt8(ascii: "+") ? 0x20 : text[index]
            index += 1
          }
          count += 1
        }
      }
    }
  }

  /// What the three bytes from there on stand for.
  static func escapedByte(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt8? {
    guard text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = ASCII.hexValue(text[index + 1]),
      let low = ASCII.hexValue(text[index + 2])
    else { return nil }
    return high << 4 | low
  }

  /// The items of a query string or an `application/x-www-form-urlencoded` body, in order.
  static func items(_ text: ArraySlice<UInt8>) -> [QueryItem] {
    text.split(separator: UInt8(ascii: "&")).map { pair in
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let value = pair[equals...].dropFirst()
      return QueryItem(name: itemText(pair[..<equals]), value: itemText(value))
    }
  }

  private static func itemText(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return String(decoding: decoded(bytes, plusIsSpace: true), as: UTF8.self)
  }

  /// The authority and the rest of an absolute-form target, which RFC 9112 (3.2.2) has every server accept.
  static func splitAbsolute(_ target: String) -> (authority: String, rest: String)? {
    guard let slashes = target.firstRange(of: "://"), !target.hasPrefix("/") else { return nil }
    let scheme = target[..<slashes.lowerBound]
    guard ASCII.equalIgnoringCase(scheme, "http") || ASCII.equalIgnoringCase(scheme, "https") else { return nil }
    let after = target[slashes.upperBound...]
    let end = after.firstIndex { $0 == "/" || $0 == "?" } ?? after.endIndex
    let rest = String(after[end...])
    return (String(after[..<end]), rest.hasPrefix("/") ? rest : "/" + rest)
  }
}
