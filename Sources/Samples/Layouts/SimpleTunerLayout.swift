/// SimpleTuner: `<output_dir>/validation_images/step_{N}_{shortname}_{i}_{W}x{H}`, and its older forms
/// `step_{N}_{shortname}_{W}x{H}`, `step_{N}_{shortname}_({W}, {H})`, `step_{N}_prompt_{i}` and `step_{N}/{i}`; `{shortname}_{W}x{H}` is the base model's own picture.
struct SimpleTunerLayout: Layout {
  var tool: String { "SimpleTuner" }
  private static let folderName = "validation_images"

  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    readStep(stem) ?? readOldStep(stem) ?? readBaseModel(stem, in: folder) ?? readInStepFolder(stem, folder)
  }

  func place(_ folder: [String]) -> DiscoveredFolder? {
    if folder.last == Self.folderName { return DiscoveredFolder(parts: folder.dropLast()) }
    guard let step = Self.stepFolder(folder) else { return nil }
    var place = DiscoveredFolder(parts: folder.dropLast(2))
    place.set(StaticName.step.rawValue, CheckpointName.withoutLeadingZeros(step))
    return place
  }

  /// `checkpoint-{N}[-rolling]/assets` holds copies of what lies in the folder of the validation images.
  static func areCopies(_ folder: RelativePath) -> Bool {
    guard folder.lastComponent.elementsEqual("assets".utf8) else { return false }
    var scanner = NameScanner(folder.parent.lastComponent)
    return scanner.take("checkpoint-") && scanner.digits() != nil && (scanner.isAtEnd || scanner.take("-rolling"))
  }

  private func readStep(_ stem: ArraySlice<UInt8>) -> NameReading? {
    var scanner = NameScanner(stem)
    guard scanner.take("step_"), let step = scanner.digits(), scanner.take("_"), let size = takeSize(&scanner) else {
      return nil
    }
    var reading = NameReading()
    reading.addNumber(.step, step)
    let index = takeIndex(&scanner)
    if !scanner.rest.isEmpty { reading.add(.prompt, scanner.rest) }
    if let index { reading.addNumber(.imageIndex, index) }
    reading.add(.size, size)
    return reading
  }

  /// `_{i}` at the end.
  private func takeIndex(_ scanner: inout NameScanner) -> ArraySlice<UInt8>? {
    var end = scanner
    guard let index = end.lastDigits(), end.takeLast("_") else { return nil }
    scanner = end
    return index
  }

  private func readOldStep(_ stem: ArraySlice<UInt8>) -> NameReading? {
    var scanner = NameScanner(stem)
    guard scanner.take("step_"), let step = scanner.digits(), scanner.take("_prompt_"), let index = scanner.digits(),
      scanner.isAtEnd
    else { return nil }
    var reading = NameReading()
    reading.addNumber(.step, step)
    reading.addNumber(.promptIndex, index)
    return reading
  }

  private func readBaseModel(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading? {
    var scanner = NameScanner(stem)
    guard folder.last == Self.folderName, let size = takeSize(&scanner), !scanner.rest.isEmpty else { return nil }
    var reading = NameReading()
    reading.add(.prompt, scanner.rest)
    reading.add(.size, size)
    return reading
  }

  private func readInStepFolder(_ stem: ArraySlice<UInt8>, _ folder: [String]) -> NameReading? {
    guard Self.stepFolder(folder) != nil, stem.areDigits else { return nil }
    var reading = NameReading()
    reading.addNumber(.imageIndex, stem)
    return reading
  }

  /// `_{W}x{H}` or `_({W}, {H})` at the end.
  private func takeSize(_ scanner: inout NameScanner) -> ArraySlice<UInt8>? {
    var end = scanner
    let isTuple = end.takeLast(")")
    guard let height = end.lastDigits(), end.takeLast(isTuple ? ", " : "x"), let width = end.lastDigits(),
      end.takeLast(isTuple ? "_(" : "_")
    else { return nil }
    scanner = end
    return width + [UInt8(ascii: "x")] + height
  }

  private static func stepFolder(_ folder: [String]) -> ArraySlice<UInt8>? {
    guard folder.count >= 2, folder[folder.count - 2] == folderName, let name = folder.last else { return nil }
    var scanner = NameScanner(Array(name.utf8)[...])
    guard scanner.take("step_"), let step = scanner.digits(), scanner.isAtEnd else { return nil }
    return step
  }
}
