internal import Samples

/// The last image of a page as text: by its time and path and not by a number, so that images which come or go
/// elsewhere do not shift the next page.
struct ImageCursor {
  var time: Int64
  var path: RelativePath

  init(time: Int64, path: RelativePath) {
    self.time = time
    self.path = path
  }

  init(_ text: String) throws(CatalogError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = Int64(parts[0], radix: 36), let bytes = Self.bytes(Array(parts[1].utf8))
    else { throw .invalidCursor }
    self.init(time: time, path: RelativePath(bytes: bytes))
  }

  var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = path.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(time, radix: 36) + "." + String(decoding: hex, as: UTF8.self)
  }

  /// What comes before it has been shown, and so has the image itself, whether or not it is still there.
  func place(in places: LeafPlaces) -> StackPlace {
    StackPlace(time: time, number: places.firstNumber(notBefore: path))
  }

  private static func bytes(_ hex: [UInt8]) -> [UInt8]? {
    guard hex.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: hex.count, by: 2) {
      guard let high = Character(Unicode.Scalar(hex[index])).hexDigitValue,
        let low = Character(Unicode.Scalar(hex[index + 1])).hexDigitValue
      else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
