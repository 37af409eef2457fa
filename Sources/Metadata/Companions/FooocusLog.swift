internal import Samples

/// Fooocus' `log.html`: what each image of a day was made with, because by default the images do not say it themselves.
/// Behind each image stands a button that copies its settings, with JSON in percent-encoding; the table beside it is
/// HTML without escapes and is not read. Earlier versions without the button are not read either.
package struct FooocusLog: Sendable {
  private let text: [UInt8]
  /// Where the settings of an image stand, by the image's id.
  private var places: [[UInt8]: Range<Int>] = [:]

  /// Nil when it names no image.
  package init?(_ bytes: [UInt8]) {
    text = bytes
    let mark: StaticString = "\" class=\"image-container\""
    var next = bytes[...].index(of: mark)
    while let start = next {
      next = bytes[...].index(of: mark, from: start + 1)
      // The newest stands first; an image that was made anew is not an older one of its name.
      if let id = Self.id(before: start, of: bytes), places[id] == nil {
        places[id] = Self.settings(in: bytes[start..<(next ?? bytes.endIndex)])
      }
    }
    if places.isEmpty { return nil }
  }

  /// `<div id="2024-05-01_10-11-12_1234_png` stands before the mark.
  private static func id(before mark: Int, of bytes: [UInt8]) -> [UInt8]? {
    let head = bytes[..<mark].suffix(256)
    return head.lastIndex(of: UInt8(ascii: "\"")).map { Array(head[($0 + 1)...]) }
  }

  private static func settings(in entry: ArraySlice<UInt8>) -> Range<Int>? {
    guard let start = entry.index(of: "to_clipboard('") else { return nil }
    let rest = entry[(start + 14)...]
    return rest.firstIndex(of: UInt8(ascii: "'")).map { rest.startIndex..<$0 }
  }

  package func parameters(ofImage name: ArraySlice<UInt8>) -> GenerationParameters? {
    let id = name.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }
    guard let place = places[id], let json = MetadataJSON.object(PercentEncoding.decodedBytes(text[place])),
      Fooocus.isMeant(by: json)
    else { return nil }
    return Fooocus.read(json)
  }
}
