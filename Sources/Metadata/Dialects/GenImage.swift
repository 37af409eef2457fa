/// `gen_img.py` of sd-scripts: one text per field. Its `original-width` and `original-height` are what SDXL is told of
/// the training picture, not the size of this one.
enum GenImage {
  static func read(_ chunks: TextChunks) -> GenerationParameters? {
    guard let sampler = chunks.text("sampler"), let scale = chunks.text("scale"), chunks.first("steps") != nil,
      let seed = Figure.seed(chunks.text("seed"))
    else { return nil }
    var parameters = GenerationParameters(dialect: "sd-scripts")
    parameters.seed = seed
    parameters.steps = chunks.text("steps").flatMap(Figure.number)
    parameters.cfg = Figure.number(scale)
    parameters.sampler = sampler.isEmpty ? nil : sampler
    parameters.prompt = chunks.text("prompt")
    parameters.negativePrompt = chunks.text("negative-prompt")
    for keyword in ["negative-scale", "clip-prompt", "raw-prompt", "original-width", "original-height"] {
      if let text = chunks.text(keyword), !text.isEmpty { parameters.further.append(.init(keyword, text)) }
    }
    return parameters
  }
}
