/// invoke-training: `<out>/<time>/validation/epoch_%08d-step_%08d/prompt_%04d/%04d`.
struct InvokeTrainingLayout: Layout {
  var tool: String { "invoke-training" }

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    guard stem.areDigits, Self.values(of: folder) != nil else { return nil }
    var reading = NameReading()
    reading.addNumber(.imageIndex, stem)
    return reading
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    guard let values = Self.values(of: folder) else { return nil }
    var place = DiscoveredFolder(parts: folder.dropLast(3))
    for (name, digits) in values { place.set(name.rawValue, CheckpointName.withoutLeadingZeros(digits)) }
    return place
  }

  private static func values(of folder: [String]) -> [(StaticName, ArraySlice<UInt8>)]? {
    guard folder.count >= 3, folder[folder.count - 3] == "validation" else { return nil }
    var progress = NameScanner(Array(folder[folder.count - 2].utf8)[...])
    var prompt = NameScanner(Array(folder[folder.count - 1].utf8)[...])
    guard progress.take("epoch_"), let epoch = progress.digits(), progress.take("-step_"),
      let step = progress.digits(), progress.isAtEnd,
      prompt.take("prompt_"), let index = prompt.digits(), prompt.isAtEnd
    else { return nil }
    return [(.epoch, epoch), (.step, step), (.promptIndex, index)]
  }
}
