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
  static func decoded(_ text: some Collection<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
    let bytes = Array(text)
    guard bytes.contains(UInt8(ascii: "%")) || plusIsSpace else { return bytes }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = ASCII.hexValue(bytes[index + 1]),
        let low = ASCII.hexValue(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(plusIsSpace && bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
        index += 1
      }
    }
    return decoded
  }

  /// The items of a query string or an `application/x-www-form-urlencoded` body, in order.
  static func items(_ text: some Collection<UInt8>) -> [QueryItem] {
    text.split(separator: UInt8(ascii: "&")).map { pair in
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let value = pair[equals...].dropFirst()
      return QueryItem(name: itemText(pair[..<equals]), value: itemText(value))
    }
  }

  private static func itemText(_ bytes: some Collection<UInt8>) -> String {
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
