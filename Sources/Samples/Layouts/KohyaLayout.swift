/// kohya-ss sd-scripts and musubi-tuner: `<output_dir>/sample/[{name}_]{e%06d epoch|%06d step}_{%02d prompt}_{time}[_{seed}][_{frame}]`;
/// until 2024 with the time in front: `[{name}_]{time}_{epoch or step}_{prompt}[_{seed}]`.
struct KohyaLayout: Layout {
  var tool: String { ToolName.kohya }
  private static let shortest = "000001_00_20240101000000".utf8.count

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    guard stem.count >= Self.shortest else { return nil }
    // Read from the end, because the name in front may hold anything.
    for tail in Tail.all {
      if let reading = read(stem, tail: tail) { return reading }
    }
    return nil
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    folder.last == "sample" ? DiscoveredFolder(parts: folder.dropLast()) : nil
  }

  private struct Tail {
    var isTimeFirst = false
    var seed: Bool
    var frame: Bool
    static let all = [
      Tail(seed: false, frame: false), Tail(seed: false, frame: true), Tail(seed: true, frame: false),
      Tail(seed: true, frame: true), Tail(isTimeFirst: true, seed: false, frame: false),
      Tail(isTimeFirst: true, seed: true, frame: false),
    ]
  }

  private func read(_ stem: ArraySlice<UInt8>, tail: Tail) -> NameReading? {
    var scanner = NameScanner(stem)
    func last() -> ArraySlice<UInt8>? { scanner.lastPart(after: UInt8(ascii: "_")) }
    // In front of the first part stands no separator when there is no name.
    func first() -> ArraySlice<UInt8> { last() ?? scanner.takeRest() }
    let frame = tail.frame ? last() : nil
    let seed = tail.seed ? last() : nil
    guard frame.map(isFrame) != false, seed.map(isSeed) != false else { return nil }
    let newTime = tail.isTimeFirst ? nil : last()
    guard newTime.map(isTime) != false, let prompt = last(), prompt.count >= 2, prompt.areDigits else { return nil }
    guard let progress = tail.isTimeFirst ? last() : first() else { return nil }
    var reading = NameReading()
    guard addProgress(progress, to: &reading) else { return nil }
    let time = newTime ?? first()
    guard isTime(time) else { return nil }
    if !scanner.rest.isEmpty { reading.add(.name, scanner.rest) }
    reading.addNumber(.promptIndex, prompt)
    reading.add(.time, time)
    reading.taken = NameTime.nanoseconds(ofDigits: time)
    if let seed { reading.add(.seed, seed) }
    if let frame { reading.addNumber(.frame, frame) }
    return reading
  }

  private func isTime(_ part: ArraySlice<UInt8>) -> Bool { part.count == 14 && part.areDigits }

  private func addProgress(_ part: ArraySlice<UInt8>, to reading: inout NameReading) -> Bool {
    var scanner = NameScanner(part)
    let isEpoch = scanner.take("e")
    guard let number = scanner.digits(atLeast: 6), scanner.isAtEnd else { return false }
    reading.addNumber(isEpoch ? .epoch : .step, number)
    return true
  }

  /// A whole number never has leading zeros as a seed; three digits with one are a frame.
  private func isSeed(_ part: ArraySlice<UInt8>) -> Bool {
    let digits = part.first == UInt8(ascii: "-") ? part.dropFirst() : part
    return digits.areDigits && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
  }

  private func isFrame(_ part: ArraySlice<UInt8>) -> Bool {
    part.count == 3 && part.first == UInt8(ascii: "0") && part.areDigits
  }
}
