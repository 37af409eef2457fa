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

  private static func triggered(_ name: String, by nodes: String, _ inputs: String, prompt: String?) -> Example {
    ComfyUITests.grown(
      name, by: nodes,
      [
        (
          #""class_type":"CLIPTextEncode","inputs":{"text":"a lighthouse in snow""#,
          #""class_type":"Prompt (LoraManager)","inputs":{\#(inputs)"#
        )
      ], ["prompt": prompt])
  }

  private static let triggers = [
    triggered(
      "trigger words that are switched on and off",
      by:
        #""t":{"class_type":"TriggerWord Toggle (LoraManager)","inputs":{"toggle_trigger_words":{"__value__":[{"text":"glowing","active":true}]}}}"#,
      #""text":"one","trigger_words":["t",0]"#, prompt: nil),
    triggered(
      "trigger words of a loader",
      by:
        #""t":{"class_type":"TriggerWord Toggle (LoraManager)","inputs":{"orinalMessage":"","trigger_words":["10",2]}}"#,
      #""text":"one","trigger_words1":["t",0]"#, prompt: nil),
    triggered(
      "trigger words that are written",
      by: #""t":{"class_type":"PrimitiveString","inputs":{"value":"glowing"}}"#,
      #""text":"one","trigger_words1":["t",0]"#, prompt: "glowing, one"),
    triggered(
      "no trigger words", by: #""t":{"class_type":"PrimitiveString","inputs":{"value":""}}"#,
      #""text":"one","trigger_words1":["t",0]"#, prompt: "one"),
    triggered(
      "a wildcard that is filled in later", by: #""t":{"class_type":"PrimitiveInt","inputs":{"value":1}}"#,
      #""text":"a __colour__ boat","seed":["t",0]"#, prompt: nil),
    triggered(
      "a choice that is made later", by: #""t":{"class_type":"PrimitiveInt","inputs":{"value":1}}"#,
      #""text":"a {red|blue} boat""#, prompt: nil),
  ]

  private static let manyTexts = [
    twins("four texts that agree", #""clip_l":"one","clip_g":"one","t5xxl":"one","llama":"one""#, prompt: "one"),
    twins("one of four texts", #""clip_l":"","clip_g":"","t5xxl":"one","llama":"""#, prompt: "one"),
    twins("the last of four texts differs", #""clip_l":"a","clip_g":"a","t5xxl":"a","llama":"b""#, prompt: nil),
    twins("the second of four texts differs", #""clip_l":"a","clip_g":"b","t5xxl":"a","llama":"a""#, prompt: nil),
    twins("the second of three texts differs", #""clip_l":"a","clip_g":"b","t5xxl":"a""#, prompt: nil),
  ]

  private static let easyTexts = [
    ComfyUITests.grown(
      "Easy-Use's texts",
      by:
        #""p":{"class_type":"easy positive","inputs":{"positive":"a boat"}},"n":{"class_type":"easy negative","inputs":{"negative":"a dog"}}"#,
      [("\"a lighthouse in snow\"", #"["p",0]"#), ("\"people\"", #"["n",0]"#)],
      ["prompt": "a boat", "negative_prompt": "a dog"])
  ]

  private static let otherTexts = [
    ComfyUITests.changed(
      "two texts of Kandinsky 5",
      [
        (
          #""class_type":"CLIPTextEncode","inputs":{"text":"a lighthouse in snow""#,
          #""class_type":"CLIPTextEncodeKandinsky5","inputs":{"clip_l":"one","qwen25_7b":"two""#
        )
      ], ["prompt": nil]),
    ComfyUITests.grown(
      "Comfyroll's control nets on the way",
      by:
        #""c":{"class_type":"CR Apply Multi-ControlNet","inputs":{"base_positive":["6",0],"base_negative":["7",0],"switch":"On"}}"#,
      [("\"positive\":[\"6\",0],\"negative\":[\"7\",0]", #""positive":["c",0],"negative":["c",1]"#)], [:]),
    ComfyUITests.grown(
      "one line of several",
      by: #""t":{"class_type":"easy promptLine","inputs":{"prompt":"a boat\na car","start_index":1,"max_rows":1}}"#,
      [("\"a lighthouse in snow\"", #"["t",0]"#)], ["prompt": nil]),
    ComfyUITests.grown(
      "a note in the text of WAS",
      by: ##""t":{"class_type":"Text Multiline","inputs":{"text":"a boat\n # or a car\nin fog"}}"##,
      [("\"a lighthouse in snow\"", #"["t",0]"#)], ["prompt": "a boat\nin fog"]),
  ]

  static let examples = twins + triggers + manyTexts + easyTexts + otherTexts

  @Test(arguments: examples) func reads(example: Example) { example.check() }
}
