/// A TIFF block as EXIF uses it: the first directory and the Exif directory it points to. Nothing else is followed, so
/// a block costs what its two directories hold, however it is knotted.
package enum ExifBlock {
  /// The texts of the tags that image generators use, under the tags' names.
  package static func chunks(tiff: ArraySlice<UInt8>) -> [TextChunk] {
    guard let block = TIFFBlock(tiff) else { return [] }
    return block.entries.compactMap { entry in
      guard let keyword = keywords[entry.tag], let value = block.value(of: entry) else { return nil }
      let text =
        entry.tag == userComment
        ? UserComment.decoded(value, isBigEndian: block.isBigEndian) : Array(value.prefix { $0 != 0 })
      return text.isEmpty ? nil : TextChunk(keyword: keyword, bytes: text)
    }
  }

  /// 1 to 8, as the tag says how the picture is turned.
  package static func orientation(tiff: ArraySlice<UInt8>) -> Int? {
    guard let block = TIFFBlock(tiff), let entry = block.entries.first(where: { $0.tag == 0x0112 }),
      let value = block.short(of: entry), (1...8).contains(value)
    else { return nil }
    return value
  }

  private static let userComment = 0x9286
  private static let keywords = [
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x927C: "MakerNote",
    userComment: "UserComment",
  ]
}

/// The directories of a TIFF block, every offset checked against its bounds.
private struct TIFFBlock {
  struct Entry {
    var tag: Int
    var type: Int
    var count: Int
    /// Where the value or its offset stands.
    var place: Int
  }

  let isBigEndian: Bool
  private(set) var entries: [Entry] = []
  private let bytes: ArraySlice<UInt8>

  /// More than any writer's; a directory of 65,535 made-up entries is not read to its end.
  private static let maximumEntries = 512

  init?(_ tiff: ArraySlice<UInt8>) {
    // JPEG's APP1 and some WebP writers put `Exif\0\0` before the block.
    bytes = tiff.hasPrefix("Exif\0\0") ? tiff.dropFirst(6) : tiff
    switch bytes.prefix(4) {
    case [0x49, 0x49, 0x2A, 0x00]: isBigEndian = false
    case [0x4D, 0x4D, 0x00, 0x2A]: isBigEndian = true
    default: return nil
    }
    guard let first = integer(at: 4, width: 4) else { return nil }
    entries = directory(at: first)
    // Fooocus writes the Exif tags into the first directory; both are read.
    if let pointer = entries.first(where: { $0.tag == 0x8769 }), let exif = integer(at: pointer.place, width: 4),
      exif != first
    {
      entries += directory(at: exif)
    }
  }

  private func directory(at offset: Int) -> [Entry] {
    guard let count = integer(at: offset, width: 2) else { return [] }
    return (0..<min(count, Self.maximumEntries)).compactMap { index in
      let place = offset + 2 + 12 * index
      guard let tag = integer(at: place, width: 2), let type = integer(at: place + 2, width: 2),
        let count = integer(at: place + 4, width: 4), place + 12 <= bytes.count
      else { return nil }
      return Entry(tag: tag, type: type, count: count, place: place + 8)
    }
  }

  /// The bytes of a text: types BYTE, ASCII, UNDEFINED and the UTF-8 of Exif 3.
  func value(of entry: Entry) -> ArraySlice<UInt8>? {
    guard [1, 2, 7, 129].contains(entry.type) else { return nil }
    let start = entry.count <= 4 ? entry.place : integer(at: entry.place, width: 4)
    guard let start, start <= bytes.count, entry.count <= bytes.count - start else { return nil }
    return bytes[(bytes.startIndex + start)..<(bytes.startIndex + start + entry.count)]
  }

  func short(of entry: Entry) -> Int? {
    entry.type == 3 && entry.count >= 1 ? integer(at: entry.place, width: 2) : nil
  }

  private func integer(at offset: Int, width: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - width else { return nil }
    var value = 0
    for index in 0..<width {
      let byte = Int(bytes[bytes.startIndex + offset + (isBigEndian ? index : width - 1 - index)])
      value = value << 8 | byte
    }
    return value
  }
}
