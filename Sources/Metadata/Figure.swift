/// Numbers in metadata, kept as they were written. What is no number is no value: nothing is guessed.
enum Figure {
  static func number(_ text: String) -> String? {
    let slice = Array(text.utf8)[...].trimmed
    return isNumber(slice) ? slice.string : nil
  }

  /// A seed as it was used. Negative ones stand for "pick one", which says nothing of the image.
  static func seed(_ text: String?) -> String? {
    guard let text else { return nil }
    let slice = Array(text.utf8)[...].trimmed
    return slice.isDigits ? slice.string : nil
  }

  static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = dropDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = dropDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard dropDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func dropDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let before = rest.count
    while let byte = rest.first, TextBytes.isDigit(byte) { rest = rest.dropFirst() }
    return before - rest.count
  }

  /// `512x768`, `1024 x 1024`, `(768, 1280)`, `768×1280`: two whole numbers and nothing else of weight.
  static func size(_ text: ArraySlice<UInt8>) -> (width: String, height: String)? {
    var rest = text.drop { !TextBytes.isDigit($0) }
    guard text.count - rest.count <= 2 else { return nil }
    let width = rest.prefix(while: TextBytes.isDigit)
    rest = rest.dropFirst(width.count)
    let gap = rest.prefix { !TextBytes.isDigit($0) }
    guard gap.count <= 4, isSeparator(gap.trimmed) else { return nil }
    rest = rest.dropFirst(gap.count)
    let height = rest.prefix(while: TextBytes.isDigit)
    rest = rest.dropFirst(height.count).trimmed
    guard !width.isEmpty, !height.isEmpty, rest.isEmpty || rest.elementsEqual(")".utf8) else { return nil }
    return (width.string, height.string)
  }

  private static func isSeparator(_ gap: ArraySlice<UInt8>) -> Bool {
    gap.elementsEqual("x".utf8) || gap.elementsEqual(",".utf8) || gap.elementsEqual("×".utf8)
      || gap.elementsEqual("*".utf8)
  }
}
