/// The two properties of an XMP packet that Draw Things writes, one of them Mochi Diffusion as well. Not an XML reader:
/// the packet is searched for the properties by name, and what stands in them is unescaped.
enum XMPText {
  static func read(_ chunks: TextChunks) -> GenerationParameters? {
    guard let packet = chunks.first("XML:com.adobe.xmp")?.utf8 else { return nil }
    if let comment = value(of: .userComment, in: packet[...]), let json = MetadataJSON.object(comment),
      let parameters = DrawThings.read(json)
    {
      return parameters
    }
    return value(of: .description, in: packet[...]).flatMap {
      MochiDiffusion.read($0) ?? DrawThings.readDescription($0)
    }
  }

  struct Property {
    let open: StaticString
    let close: StaticString
    let attribute: StaticString

    static let userComment = Property(
      open: "<exif:UserComment", close: "</exif:UserComment>", attribute: "exif:UserComment=\"")
    static let description = Property(
      open: "<dc:description", close: "</dc:description>", attribute: "dc:description=\"")
  }

  static func value(of property: Property, in packet: ArraySlice<UInt8>) -> String? {
    if let start = packet.index(of: property.open), let end = packet.index(of: property.close, from: start),
      let content = content(packet[start..<end])
    {
      return unescaped(item(in: content) ?? content)
    }
    guard let start = packet.index(of: property.attribute) else { return nil }
    let rest = packet[(start + property.attribute.utf8CodeUnitCount)...]
    return rest.firstIndex(of: UInt8(ascii: "\"")).map { unescaped(rest[..<$0]) }
  }

  /// What follows the tag that opens here.
  private static func content(_ element: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    element.firstIndex(of: UInt8(ascii: ">")).map { element[($0 + 1)...] }
  }

  /// The first item of an `rdf:Alt`.
  private static func item(in content: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let start = content.index(of: "<rdf:li"), let end = content.index(of: "</rdf:li>", from: start) else {
      return nil
    }
    return self.content(content[start..<end])
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text.trimmed
    while let byte = rest.first {
      // The longest entity is `&#x10FFFF;`.
      if byte == UInt8(ascii: "&"), let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let character = character(rest[(rest.startIndex + 1)..<end])
      {
        result.append(contentsOf: String(character).utf8)
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(_ entity: ArraySlice<UInt8>) -> Character? {
    switch entity.string {
    case "lt": "<"
    case "gt": ">"
    case "amp": "&"
    case "quot": "\""
    case "apos": "'"
    default: numbered(entity)
    }
  }

  private static func numbered(_ entity: ArraySlice<UInt8>) -> Character? {
    guard entity.first == UInt8(ascii: "#") else { return nil }
    let digits = entity.dropFirst()
    let isHex = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
    let value = UInt32(isHex ? digits.dropFirst().string : digits.string, radix: isHex ? 16 : 10)
    return value.flatMap(Unicode.Scalar.init).map(Character.init)
  }
}
