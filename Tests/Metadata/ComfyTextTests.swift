import Testing

/// What words stand behind a sampler when nodes hold several, or add to them.
@Suite struct ComfyTextTests {
  private static func twins(_ name: String, _ texts: String, prompt: String?) -> Example {
    ComfyUITests.changed(name, [("\"text\":\"a lighthouse in snow\"", texts)], ["prompt": prompt])
  }

  /// Encoders that hold a text for each of their parts beside one for all.
  private static let twins = [
    twins("empty twins", #""text":"one","with_SDXL":false,"text_g":"","text_l":"""#, prompt: "one"),
    twins("twins left over", #""text":"one","with_SDXL":false,"text_g":"two","text_l":"two""#, prompt: "one"),
    twins("twins that count", #""text":"one","with_SDXL":true,"text_g":"two","text_l":"two""#, prompt: "two"),
    twins("empty twins that count", #""text":"one","with_SDXL":true,"text_g":"","text_l":"""#, prompt: nil),
    twins("empty twins without a switch", #""text":"one","text_g":"","text_l":"""#, prompt: "one"),
    twins("a text that differs from its twins", #""text":"one","text_g":"two","text_l":"two""#, prompt: nil),
  ]

  static let examples = twins

  @Test(arguments: examples) func reads(example: Example) { example.check() }
}
