internal import JSON

/// Who wrote an image's text. The order is the one that told apart every real file it was tried on: what names its
/// program first, then what is known by its shape, then what is only words.
package enum Dialects {
  /// What the texts say of the image; nil when they say nothing that is known here. Without `details` the pairs that
  /// are no dimensions are left out, which is what a scan of many files wants.
  package static func read(_ chunks: [TextChunk], fileStem: String, details: Bool = true) -> GenerationParameters? {
    guard !chunks.isEmpty else { return nil }
    let texts = TextChunks(chunks: chunks)
    let parameters = ParametersText.read(texts, details: details)
    if let result = InvokeAI.read(texts) ?? strong(parameters) ?? NovelAI.read(texts) { return result }
    if let result = TensorArt.read(texts, fileStem: fileStem) { return result }
    let graph = texts.first("prompt").flatMap { ComfyUI.read($0.utf8, fileStem: fileStem) }
    if let result = strong(graph) { return result }
    return InvokeAI.readOld(texts)
      ?? GenImage.read(texts)
      ?? EasyDiffusion.read(texts)
      ?? XMPText.read(texts)
      ?? ExifText.read(texts, fileStem: fileStem, details: details)
      ?? ComfyWorkflow.read(texts)
      ?? WordsText.read(texts, details: details)
      ?? parameters
      ?? graph
      ?? broken(texts)
  }

  /// A text under a keyword that means one program, and cannot be read.
  private static func broken(_ texts: TextChunks) -> GenerationParameters? {
    for keyword in ["invokeai_metadata", "sd-metadata", "generation_data"] where texts.first(keyword) != nil {
      guard texts.json(keyword) == nil else { continue }
      var parameters = GenerationParameters(dialect: "unknown")
      parameters.problem = "the text \(keyword) is not valid JSON"
      return parameters
    }
    return nil
  }

  /// A text that names no setting, or that could not be read, gives way to any other that does better.
  private static func strong(_ parameters: GenerationParameters?) -> GenerationParameters? {
    parameters.flatMap { $0.hasSettings || $0.isGridSheet ? $0 : nil }
  }
}

/// The keyword that most programs share: JSON of several shapes, or A1111's text.
enum ParametersText {
  static func read(_ chunks: TextChunks, details: Bool) -> GenerationParameters? {
    guard let chunk = chunks.first("parameters") else { return nil }
    var parameters = read(chunk.utf8, details: details)
    if chunks.text("fooocus_scheme") != nil { parameters?.dialect = "Fooocus" }
    return parameters
  }

  static func read(_ utf8: [UInt8], details: Bool) -> GenerationParameters? {
    guard MetadataJSON.looksLikeObject(utf8) else { return A1111.read(utf8, details: details).unlessEmpty }
    if let json = MetadataJSON.object(utf8) { return read(json) }
    let parameters = A1111.read(utf8, details: details)
    guard !parameters.hasSettings, MetadataJSON.isMeantAsObject(utf8) else { return parameters.unlessEmpty }
    var broken = GenerationParameters(dialect: "unknown")
    broken.problem = "the parameters begin like JSON but are not valid JSON"
    return broken
  }

  static func read(_ json: JSONValue) -> GenerationParameters? {
    if let swarm = SwarmUI.read(json) { return swarm }
    if RuinedFooocus.isMeant(by: json) { return RuinedFooocus.read(json) }
    if Fooocus.isMeant(by: json) { return Fooocus.read(json) }
    if FooocusMRE.isMeant(by: json) { return FooocusMRE.read(json) }
    return HuggingFace.read(json) ?? DrawThings.read(json) ?? EasyDiffusion.read(json)
  }
}

/// Texts under keywords that anyone uses for anything: taken only when they hold A1111's parameter line, or what
/// Fooocus-MRE and FooocusPlus write.
enum WordsText {
  static func read(_ chunks: TextChunks, details: Bool) -> GenerationParameters? {
    if let json = chunks.json("Comment") {
      if FooocusMRE.isMeant(by: json) { return FooocusMRE.read(json) }
      if Fooocus.isMeant(by: json) { return Fooocus.read(json) }
    }
    for keyword in ["Comment", "Description", "UserComment", "ImageDescription"] {
      guard let chunk = chunks.first(keyword) else { continue }
      let parameters = A1111.read(chunk.utf8, details: details)
      if parameters.steps != nil, parameters.seed != nil || parameters.sampler != nil { return parameters }
    }
    return nil
  }
}

extension GenerationParameters {
  fileprivate var unlessEmpty: GenerationParameters? { isEmpty ? nil : self }
}
