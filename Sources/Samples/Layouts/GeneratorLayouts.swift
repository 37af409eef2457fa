// The generators write what they did into the file itself; their names add little, and what a name cuts short (a
// prompt) is left to the text inside. One line of grammar each, so they share a file.

/// Fooocus: `outputs/{Y-m-d}/{Y-m-d_H-M-S}_{rand4}`.
struct FooocusLayout: Layout {
  var tool: String { ToolName.fooocus }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard stem.count == 24, scanner.lastDigits(atLeast: 4) != nil, scanner.takeLast("_"), scanner.rest.count == 19,
      let taken = NameTime.nanoseconds(ofDigits: scanner.rest)
    else { return nil }
    var reading = NameReading()
    reading.add(.time, scanner.rest)
    reading.taken = taken
    return reading
  }
}

/// A1111 and its kin: `{%05d}-{seed}[-{prompt}]`; `grid-%04d` and `xyz_grid-%04d-{seed}` are bitmaps of whole grids.
/// The pattern behind the counter can be changed, and SD.Next's has a date there.
struct A1111Layout: Layout {
  var tool: String { "A1111" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    readGrid(stem) ?? readImage(stem)
  }

  private func readGrid(_ stem: ArraySlice<UInt8>) -> NameReading? {
    var scanner = NameScanner(stem)
    guard scanner.take("xyz_grid-") || scanner.take("grid-"), scanner.digits(atLeast: 4) != nil,
      scanner.isAtEnd || scanner.take("-")
    else { return nil }
    var reading = NameReading()
    reading.isContactSheet = true
    return reading
  }

  private func readImage(_ stem: ArraySlice<UInt8>) -> NameReading? {
    var scanner = NameScanner(stem)
    guard let counter = scanner.digits(atLeast: 5), counter.count <= 6, scanner.take("-"),
      let number = scanner.digits(), scanner.isAtEnd || scanner.take("-")
    else { return nil }
    var reading = NameReading()
    if isSeed(number, before: scanner.rest), isPadded(counter) || number.count >= 6 { reading.addNumber(.seed, number) }
    return reading
  }

  /// Without the zeros of a counter two short numbers may be anything. Drawn seeds are long.
  private func isPadded(_ counter: ArraySlice<UInt8>) -> Bool { counter.first == UInt8(ascii: "0") }

  /// A date is none, and of two numbers it is not known which is the seed.
  private func isSeed(_ number: ArraySlice<UInt8>, before rest: ArraySlice<UInt8>) -> Bool {
    let isNumber = rest.prefix { $0 != UInt8(ascii: "-") }.allSatisfy {
      ImageFileName.isDigit($0) || $0 == UInt8(ascii: ".")
    }
    return (rest.isEmpty || !isNumber) && !([8, 12, 14].contains(number.count) && NameTime.isDate(number.prefix(8)))
  }
}

/// InvokeAI: `outputs/images/[…/]{uuid}`; the folders by hash (two hex digits), by date and by kind are one run.
struct InvokeAILayout: Layout {
  var tool: String { "InvokeAI" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    guard stem.count == 36 else { return nil }
    let groups = stem.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(isHexDigit) ? NameReading() : nil
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    guard let images = folder.lastIndex(of: "images"), isSorted(folder[(images + 1)...]) else { return nil }
    return DiscoveredFolder(parts: folder[...images])
  }

  private static let kinds = ["general", "mask", "control", "user", "other"]

  private func isSorted(_ below: ArraySlice<String>) -> Bool {
    if below.count == 1, let name = below.first {
      return Self.kinds.contains(name) || (name.utf8.count == 2 && name.utf8.allSatisfy(isHexDigit))
    }
    return below.map(\.utf8.count) == [4, 2, 2] && below.joined().utf8.allSatisfy(ImageFileName.isDigit)
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    ImageFileName.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

/// ComfyUI's SaveImage: `{prefix}_{%05d}_`. A prefix that ends like a checkpoint's name is one.
struct ComfyUILayout: Layout {
  var tool: String { "ComfyUI" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    let (prefix, counter) = ImageFileName.withoutCounter(stem)
    guard counter != nil, !prefix.isEmpty, !QueryName.matches(stem) else { return nil }
    var reading = NameReading()
    reading.add(.prefix, prefix)
    if let last = prefix.last, ImageFileName.isDigit(last), let checkpoint = NumberedCheckpoint.name(prefix.text) {
      reading.add(.checkpoint, prefix)
      reading.addNumber(checkpoint.step == nil ? .epoch : .step, prefix.suffix(while: ImageFileName.isDigit))
    }
    return reading
  }
}

extension ArraySlice<UInt8> {
  fileprivate func suffix(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    suffix(reversed().prefix(while: predicate).count)
  }
}
