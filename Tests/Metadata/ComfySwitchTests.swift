import Testing

/// Nodes that hand on one of several inputs.
@Suite struct ComfySwitchTests {
  private static func core(_ id: String, _ flag: String, _ onFalse: String, _ onTrue: String) -> String {
    #""\#(id)":{"class_type":"ComfySwitchNode","inputs":{"switch":\#(flag),"on_false":\#(onFalse),"on_true":\#(onTrue)}}"#
  }

  private static func boolean(_ id: String, _ value: String) -> String {
    #""\#(id)":{"class_type":"PrimitiveBoolean","inputs":{"value":\#(value)}}"#
  }

  private static let otherText = #""6b":{"class_type":"CLIPTextEncode","inputs":{"text":"other","clip":["10",1]}}"#
  private static let otherLatent =
    #""5b":{"class_type":"EmptyLatentImage","inputs":{"width":64,"height":32,"batch_size":1}}"#

  private static let switches = [
    ComfyUITests.grown(
      "a switch between figures", by: core("s", "false", "50", "4"), [("\"steps\":25", #""steps":["s",0]"#)],
      ["steps": "50"]),
    ComfyUITests.grown(
      "a switch that is on", by: core("s", "true", "50", "4"), [("\"steps\":25", #""steps":["s",0]"#)],
      ["steps": "4"]),
    ComfyUITests.grown(
      "a switch that is thrown elsewhere",
      by: [
        core("s", "[\"b\",0]", "[\"i\",0]", "[\"j\",0]"), boolean("b", "true"),
        #""i":{"class_type":"PrimitiveInt","inputs":{"value":1}},"j":{"class_type":"PrimitiveInt","inputs":{"value":2}}"#,
      ].joined(separator: ","), [("\"seed\":721897303308196", #""seed":["s",0]"#)], ["seed": "2"]),
    ComfyUITests.grown(
      "a switch that is computed",
      by: core("s", "[\"b\",0]", "50", "4") + #","b":{"class_type":"InvertBooleanNode","inputs":{"value":true}}"#,
      [("\"steps\":25", #""steps":["s",0]"#)], ["steps": nil]),
    ComfyUITests.grown(
      "a switch that throws itself", by: core("s", "[\"s\",0]", "50", "4"), [("\"steps\":25", #""steps":["s",0]"#)],
      ["steps": nil]),
    ComfyUITests.grown(
      "a switch between models, on", by: core("s", "[\"b\",0]", "[\"4\",0]", "[\"10\",0]") + "," + boolean("b", "true"),
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], [:]),
    ComfyUITests.grown(
      "a switch between models, off",
      by: core("s", "[\"b\",0]", "[\"4\",0]", "[\"10\",0]") + "," + boolean("b", "false"),
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], ComfyUITests.noLora),
    ComfyUITests.grown(
      "a switch between models, computed", by: core("s", "[\"b\",0]", "[\"4\",0]", "[\"10\",0]"),
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], ComfyUITests.noLora.merging(["model": nil]) { $1 }),
    ComfyUITests.grown(
      "a switch between conditionings", by: core("s", "true", "[\"6\",0]", "[\"6b\",0]") + "," + otherText,
      [("\"positive\":[\"6\",0]", #""positive":["s",0]"#)], ["prompt": "other"]),
    ComfyUITests.grown(
      "a switch between texts", by: core("s", "false", "\"one\"", "[\"6\",0]"),
      [("\"a lighthouse in snow\"", #"["s",0]"#)], ["prompt": "one"]),
    ComfyUITests.grown(
      "a switch between latents", by: core("s", "true", "[\"5\",0]", "[\"5b\",0]") + "," + otherLatent,
      [("\"latent_image\":[\"5\",0]", #""latent_image":["s",0]"#)], ["size": "64x32"]),
    ComfyUITests.grown(
      "a switch between pictures",
      by: core("s", "false", "[\"8\",0]", "[\"k\",0]")
        + #","k":{"class_type":"KSampler","inputs":{"seed":66,"steps":6,"latent_image":["5",0]}}"#,
      [("\"images\":[\"8\",0]", #""images":["s",0]"#)], [:]),
    ComfyUITests.grown(
      "a computed switch before one sampler",
      by: core("s", "[\"b\",0]", "[\"8\",0]", "[\"u\",0]")
        + #","u":{"class_type":"ImageScaleBy","inputs":{"image":["8",0],"scale_by":2}}"#,
      [("\"images\":[\"8\",0]", #""images":["s",0]"#)], [:]),
    ComfyUITests.grown(
      "a computed switch between an empty latent and a sampled one",
      by: core("s", "[\"b\",0]", "[\"5\",0]", "[\"k\",0]")
        + #","k":{"class_type":"KSampler","inputs":{"seed":66,"steps":6,"latent_image":["5",0]}}"#,
      [("\"latent_image\":[\"5\",0]", #""latent_image":["s",0]"#)], ComfyUITests.base.mapValues { _ in nil }),
    ComfyUITests.grown(
      "a soft switch with one side",
      by: #""s":{"class_type":"ComfySoftSwitchNode","inputs":{"switch":true,"on_false":["10",0]}}"#,
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], [:]),
    ComfyUITests.grown(
      "Easy-Use's switch",
      by: #""s":{"class_type":"easy ifElse","inputs":{"boolean":false,"on_true":["4",0],"on_false":["10",0]}}"#,
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], [:]),
    Example(
      "switches behind a sampler in parts",
      graph: ComfyUITests.c2.replacing("\"sigmas\":[\"17\",0]", with: #""sigmas":["s1",0]"#)
        .replacing("\"noise\":[\"25\",0]", with: #""noise":["s2",0]"#)
        .replacing("\"guider\":[\"22\",0]", with: #""guider":["s3",0]"#)
        .replacing(
          "{\"13\"",
          with: "{" + core("s1", "true", "[\"x\",0]", "[\"17\",0]") + ","
            + core("s2", "true", "[\"x\",0]", "[\"25\",0]")
            + "," + core("s3", "false", "[\"22\",0]", "[\"x\",0]") + ",\"13\""),
      ComfyUITests.examples[1].expected),
  ]

  private static func picked(_ name: String, _ links: String, _ change: (String, String), _ values: [String: String?])
    -> Example
  {
    ComfyUITests.grown(
      name,
      by:
        #""s":{"class_type":"Any Switch (rgthree)","inputs":{\#(links)}},"i":{"class_type":"PrimitiveInt","inputs":{"value":4}},"j":{"class_type":"PrimitiveInt","inputs":{"value":5}}"#
        + "," + otherText + "," + otherLatent, [change], values)
  }

  private static let anySwitches = [
    picked("the third of rgthree's switch", #""any_03":["10",0]"#, ("\"model\":[\"10\",0]", #""model":["s",0]"#), [:]),
    picked(
      "the first linked model of rgthree's switch", #""any_02":["4",0],"any_03":["10",0]"#,
      ("\"model\":[\"10\",0]", #""model":["s",0]"#), ComfyUITests.noLora),
    picked(
      "the first linked figure of rgthree's switch", #""any_03":["j",0],"any_02":["i",0]"#,
      ("\"steps\":25", #""steps":["s",0]"#), ["steps": "4"]),
    picked(
      "rgthree's switch without its first node", #""any_01":["gone",0],"any_02":["i",0]"#,
      ("\"steps\":25", #""steps":["s",0]"#), ["steps": "4"]),
    picked(
      "the first linked conditioning of rgthree's switch", #""any_02":["6b",0],"any_03":["6",0]"#,
      ("\"positive\":[\"6\",0]", #""positive":["s",0]"#), ["prompt": "other"]),
    picked(
      "the first linked latent of rgthree's switch", #""any_02":["5b",0],"any_03":["5",0]"#,
      ("\"latent_image\":[\"5\",0]", #""latent_image":["s",0]"#), ["size": "64x32"]),
    ComfyUITests.grown(
      "the first linked text of rgthree's switch",
      by:
        #""s":{"class_type":"Any Switch (rgthree)","inputs":{"any_02":["p",0],"any_03":["q",0]}},"p":{"class_type":"PrimitiveString","inputs":{"value":"one"}},"q":{"class_type":"PrimitiveString","inputs":{"value":"two"}}"#,
      [("\"a lighthouse in snow\"", #"["s",0]"#)], ["prompt": "one"]),
  ]

  /// A picture that was loaded or the one that was sampled.
  private static func pictures(_ name: String, _ node: String, isSampled: Bool) -> Example {
    ComfyUITests.grown(
      name,
      by:
        #""s":\#(node),"l":{"class_type":"LoadImage","inputs":{"image":"x.png"}},"i":{"class_type":"ImpactInt","inputs":{"value":2}},"r":{"class_type":"ImpactWildcardProcessor","inputs":{"wildcard_text":"1","populated_text":"1"}}"#,
      [("\"images\":[\"8\",0]", #""images":["s",0]"#)], isSampled ? [:] : ComfyUITests.base.mapValues { _ in nil })
  }

  private static func impact(_ name: String, select: String, isSampled: Bool) -> Example {
    pictures(
      name,
      #"{"class_type":"ImpactSwitch","inputs":{"select":\#(select),"sel_mode":false,"input1":["l",0],"input2":["8",0]}}"#,
      isSampled: isSampled)
  }

  private static let numbered = [
    impact("Impact's switch, by a number elsewhere", select: #"["i",0]"#, isSampled: true),
    impact("Impact's switch, computed", select: #"["r",0]"#, isSampled: false),
    impact("Impact's switch, on the other picture", select: "1", isSampled: false),
    pictures(
      "Comfyroll's switch",
      #"{"class_type":"CR Image Input Switch","inputs":{"Input":2,"image1":["l",0],"image2":["8",0]}}"#,
      isSampled: true),
    pictures(
      "Comfyroll's switch, on the other picture",
      #"{"class_type":"CR Image Input Switch","inputs":{"Input":1,"image1":["l",0],"image2":["8",0]}}"#,
      isSampled: false),
    pictures(
      "Easy-Use's switch by number",
      #"{"class_type":"easy anythingIndexSwitch","inputs":{"index":0,"value0":["8",0],"value1":["l",0]}}"#,
      isSampled: true),
    pictures(
      "the switch of WAS",
      #"{"class_type":"Image Input Switch","inputs":{"boolean":false,"image_a":["l",0],"image_b":["8",0]}}"#,
      isSampled: true),
    pictures(
      "the switch of WAS, on the other picture",
      #"{"class_type":"Image Input Switch","inputs":{"boolean":true,"image_a":["l",0],"image_b":["8",0]}}"#,
      isSampled: false),
    ComfyUITests.grown(
      "Comfyroll's switch between texts",
      by: #""s":{"class_type":"CR Text Input Switch","inputs":{"Input":2,"text1":"one","text2":"two"}}"#,
      [("\"a lighthouse in snow\"", #"["s",0]"#)], ["prompt": "two"]),
  ]

  private static let contexts = [
    ComfyUITests.grown(
      "the first context of rgthree's switch",
      by:
        #""s":{"class_type":"Context Switch Big (rgthree)","inputs":{"ctx_01":["gone",0],"ctx_03":["d",0],"ctx_02":["c",0]}},"c":{"class_type":"Context Big (rgthree)","inputs":{"model":["10",0],"positive":["6b",0],"negative":["7",0],"latent":["5b",0],"seed":7,"steps":["i",0]}},"d":{"class_type":"Context Big (rgthree)","inputs":{"model":["4",0],"positive":["6",0],"negative":["7",0],"latent":["5",0],"seed":8,"steps":["j",0]}},"i":{"class_type":"PrimitiveInt","inputs":{"value":4}},"j":{"class_type":"PrimitiveInt","inputs":{"value":5}}"#
        + "," + otherText + "," + otherLatent,
      [
        (
          #""model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]"#,
          #""model":["s",1],"positive":["s",4],"negative":["s",5],"latent_image":["s",6]"#
        ), ("\"seed\":721897303308196,\"steps\":25", #""seed":["s",8],"steps":["s",9]"#),
      ], ["seed": "7", "steps": "4", "size": "64x32", "prompt": "other"])
  ]

  static let examples = switches + anySwitches + numbered + contexts

  @Test(arguments: examples) func reads(example: Example) { example.check() }
}
