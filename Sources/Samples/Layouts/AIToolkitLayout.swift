/// ostris ai-toolkit: `<job>/samples/{ms}__{%09d step}_{prompt}`; `{ms}__{prompt}` when it has no step. Then only a whole
/// time tells it from any other two numbers.
struct AIToolkitLayout: Layout {
  var tool: String { ToolName.aiToolkit }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard let time = scanner.digits(), scanner.take("__"), let first = scanner.digits() else { return nil }
    var reading = NameReading()
    reading.add(.time, time)
    reading.taken = NameTime.nanoseconds(ofMilliseconds: time)
    if scanner.isAtEnd {
      guard reading.taken != nil else { return nil }
      reading.addNumber(.promptIndex, first)
      return reading
    }
    guard first.count >= 9, scanner.take("_"), let prompt = scanner.digits(), scanner.isAtEnd else { return nil }
    reading.addNumber(.step, first)
    reading.addNumber(.promptIndex, prompt)
    return reading
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    folder.last == "samples" ? DiscoveredFolder(parts: folder.dropLast()) : nil
  }
}
