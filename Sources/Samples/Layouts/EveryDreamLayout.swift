/// EveryDream2: `<project>-<time>/samples/gs{%05d step}-{sample}-{prompt}`.
struct EveryDreamLayout: Layout {
  var tool: String { "EveryDream2" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard scanner.take("gs"), let step = scanner.digits(atLeast: 5), scanner.take("-"), let sample = scanner.digits(),
      scanner.take("-")
    else { return nil }
    var reading = NameReading()
    reading.addNumber(.step, step)
    reading.addNumber(.imageIndex, sample)
    return reading
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    folder.last == "samples" ? DiscoveredFolder(parts: folder.dropLast()) : nil
  }
}
