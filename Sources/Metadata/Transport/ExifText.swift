internal import JSON

/// The texts of an EXIF block, which JPEG and WebP have in place of PNG's text chunks.
enum ExifText {
  static func read(_ chunks: TextChunks, fileStem: String, details: Bool) -> GenerationParameters? {
    var broken: GenerationParameters?
    for keyword in ["UserComment", "Make", "Model", "ImageDescription"] {
      guard let chunk = chunks.first(keyword), let text = ExifValue(chunk.utf8) else { continue }
      guard let result = read(text, fileStem: fileStem, details: details) else { continue }
      if result.problem == nil || result.hasSettings { return result }
      broken = broken ?? result
    }
    return broken
  }

  private static func read(_ value: ExifValue, fileStem: String, details: Bool) -> GenerationParameters? {
    switch value {
    case .workflow(let json): return ComfyWorkflow.read(json)
    case .graph(let json): return ComfyUI.read(json, fileStem: fileStem)
    case .json(let json): return readObject(json, fileStem: fileStem, details: details)
    }
  }

  private static func readObject(_ utf8: [UInt8], fileStem: String, details: Bool) -> GenerationParameters? {
    if let json = MetadataJSON.object(utf8) {
      if let known = ParametersText.read(json) { return known }
      // A wrapper round what would be two chunks in a PNG.
      for name in ["prompt", "Prompt"] {
        guard let graph = json[name] else { continue }
        let text = graph.string.map { Array($0.utf8) } ?? JSONWriter.bytes { graph.write(to: &$0) }
        if let result = ComfyUI.read(text, fileStem: fileStem) { return result }
      }
    }
    return ComfyUI.read(utf8, fileStem: fileStem)
  }
}

/// What a tag of EXIF holds, told by how it begins and not by which tag it is: cameras use the same tags.
private enum ExifValue {
  case graph([UInt8])
  case workflow([UInt8])
  case json([UInt8])

  init?(_ utf8: [UInt8]) {
    let text = utf8[...].trimmed
    if text.first == UInt8(ascii: "{") {
      self = .json(Array(text))
    } else if text.prefix(7).isText("prompt:") {
      self = .graph(Array(text.dropFirst(7)))
    } else if text.prefix(9).isText("workflow:") {
      self = .workflow(Array(text.dropFirst(9)))
    } else {
      return nil
    }
  }
}
