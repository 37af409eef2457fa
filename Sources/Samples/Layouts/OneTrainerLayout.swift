/// OneTrainer: `<workspace>/samples/{i} - {prompt}[ - no-ema]/{prefix}{Y-m-d_H-M-S}-training-sample-{step}-{epoch}-{epoch step}`.
struct OneTrainerLayout: Layout {
  var tool: String { "OneTrainer" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard let epochStep = scanner.lastDigits(), scanner.takeLast("-"), let epoch = scanner.lastDigits(),
      scanner.takeLast("-"), let step = scanner.lastDigits(), scanner.takeLast("-training-sample-"),
      let time = takeTime(&scanner)
    else { return nil }
    var reading = NameReading()
    reading.addNumber(.step, step)
    reading.addNumber(.epoch, epoch)
    reading.addNumber(.epochStep, epochStep)
    reading.add(.time, time)
    reading.taken = NameTime.nanoseconds(ofDigits: time)
    addPrefix(scanner.rest, to: &reading)
    return reading
  }

  /// `samples/custom` and `samples/{i} - {prompt}`: the run is the folder above `samples`.
  func place(_ folder: [String]) -> DiscoveredFolder? {
    guard folder.count >= 2, folder[folder.count - 2] == "samples", let name = folder.last else { return nil }
    var place = DiscoveredFolder(parts: folder.dropLast(2))
    addPrompt(of: name, to: &place)
    return place
  }

  /// `2024-05-12_09-30-15`, 19 bytes.
  private func takeTime(_ scanner: inout NameScanner) -> ArraySlice<UInt8>? {
    let time = scanner.rest.suffix(19)
    guard time.count == 19, NameTime.nanoseconds(ofDigits: time) != nil else { return nil }
    scanner = NameScanner(scanner.rest.dropLast(19))
    return time
  }

  private func addPrefix(_ prefix: ArraySlice<UInt8>, to reading: inout NameReading) {
    let separators = Array("_- ".utf8)
    var name = prefix
    while let last = name.last, separators.contains(last) { name = name.dropLast() }
    if !name.isEmpty { reading.add(.name, name) }
  }

  private func addPrompt(of folder: String, to place: inout DiscoveredFolder) {
    var scanner = NameScanner(Array(folder.utf8)[...])
    guard let index = scanner.digits(), scanner.take(" - ") else { return }
    place.set(StaticName.promptIndex.rawValue, CheckpointName.withoutLeadingZeros(index))
    // The plain folder may hold EMA samples or those of a training without EMA: only `no-ema` is known.
    if scanner.takeLast(" - no-ema") { place.set(StaticName.ema.rawValue, "no") }
    if !scanner.rest.isEmpty { place.set(StaticName.prompt.rawValue, scanner.rest.text) }
  }
}
