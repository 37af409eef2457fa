/// Takes the data of a text chunk apart (PNG specification, 11.3.3).
struct TextChunkParser {
  /// What stands before the text: up to here the data is not compressed.
  struct Parts {
    var keyword: String
    var isCompressed: Bool
    var text: UnsafeRawBufferPointer
  }

  static func parse(_ data: UnsafeRawBufferPointer, type: UInt32) throws(PNGError) -> Parts {
    var rest = data
    guard let name = field(&rest) else { throw .badText(keyword: "", reason: "its keyword does not end") }
    let keyword = Latin1.utf8OrLatin1(name)
    guard !keyword.isEmpty else { throw .badText(keyword: "", reason: "it has no keyword") }
    var isCompressed = type == PNGChunk.compressedText
    if type == PNGChunk.internationalText { isCompressed = try flag(&rest, keyword) }
    if type != PNGChunk.text { try method(&rest, keyword, isCompressed: isCompressed) }
    if type == PNGChunk.internationalText {
      // Language and translated keyword: nobody who generates images sets them.
      guard field(&rest) != nil, field(&rest) != nil else {
        throw .badText(keyword: keyword, reason: "its text is missing")
      }
    }
    return Parts(keyword: keyword, isCompressed: isCompressed, text: rest)
  }

  /// The bytes up to the next NUL.
  private static func field(_ rest: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let end = rest.firstIndex(of: 0) else { return nil }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...]) }
    return UnsafeRawBufferPointer(rebasing: rest[..<end])
  }

  private static func byte(_ rest: inout UnsafeRawBufferPointer, _ keyword: String) throws(PNGError) -> UInt8 {
    guard let byte = rest.first else { throw .badText(keyword: keyword, reason: "its text is missing") }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
    return byte
  }

  private static func flag(_ rest: inout UnsafeRawBufferPointer, _ keyword: String) throws(PNGError) -> Bool {
    switch try byte(&rest, keyword) {
    case 0: false
    case 1: true
    default: throw .badText(keyword: keyword, reason: "it is neither compressed nor plain")
    }
  }

  private static func method(
    _ rest: inout UnsafeRawBufferPointer, _ keyword: String, isCompressed: Bool
  ) throws(PNGError) {
    guard try byte(&rest, keyword) == 0 || !isCompressed else {
      throw .badText(keyword: keyword, reason: "its compression is unknown")
    }
  }
}
