import Metadata
import Testing

/// ComfyUI's graph: the documented examples, and what real graphs do to a reader that guesses.
@Suite struct ComfyUITests {
  static let c1 = #"""
    {"3":{"class_type":"KSampler","inputs":{"seed":721897303308196,"steps":25,"cfg":8.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0,"model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
     "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sdxl\\base_xl.safetensors"}},
     "5":{"class_type":"EmptyLatentImage","inputs":{"width":1024,"height":768,"batch_size":1}},
     "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a lighthouse in snow","clip":["10",1]}},
     "7":{"class_type":"CLIPTextEncode","inputs":{"text":"people","clip":["10",1]}},
     "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
     "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"grid/lh","images":["8",0]},"is_changed":[null]},
     "10":{"class_type":"LoraLoader","inputs":{"lora_name":"myrun-000010.safetensors","strength_model":0.8,"strength_clip":1.0,"model":["4",0],"clip":["4",1]}}}
    """#
  static let c2 = #"""
    {"13":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["25",0],"guider":["22",0],"sampler":["16",0],"sigmas":["17",0],"latent_image":["27",0]}},
     "25":{"class_type":"RandomNoise","inputs":{"noise_seed":["40",0]}},
     "40":{"class_type":"PrimitiveInt","inputs":{"value":18446744073709551615}},
     "22":{"class_type":"BasicGuider","inputs":{"model":["12",0],"conditioning":["26",0]}},
     "26":{"class_type":"FluxGuidance","inputs":{"guidance":3.5,"conditioning":["6",0]}},
     "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a paper crane","clip":["11",0]}},
     "11":{"class_type":"DualCLIPLoader","inputs":{"clip_name1":"t5xxl_fp16.safetensors","clip_name2":"clip_l.safetensors","type":"flux"}},
     "16":{"class_type":"KSamplerSelect","inputs":{"sampler_name":"euler"}},
     "17":{"class_type":"BasicScheduler","inputs":{"scheduler":"simple","steps":20,"denoise":1.0,"model":["12",0]}},
     "12":{"class_type":"UNETLoader","inputs":{"unet_name":"flux1-dev.safetensors","weight_dtype":"default"}},
     "27":{"class_type":"EmptySD3LatentImage","inputs":{"width":832,"height":1216,"batch_size":1}},
     "8":{"class_type":"VAEDecode","inputs":{"samples":["13",0],"vae":["10",0]}},
     "10":{"class_type":"VAELoader","inputs":{"vae_name":"ae.safetensors"}},
     "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"flux","images":["8",0]}}}
    """#
  static let c3 = #"""
    {"4:1":{"class_type":"KSamplerAdvanced","inputs":{"add_noise":"enable","noise_seed":77,"steps":25,"cfg":7.5,"sampler_name":"dpmpp_2m","scheduler":"karras","start_at_step":0,"end_at_step":20,"return_with_leftover_noise":"enable","model":["1",0],"latent_image":["5",0]},"is_changed":NaN},
     "4:2":{"class_type":"KSamplerAdvanced","inputs":{"add_noise":"disable","noise_seed":0,"steps":25,"cfg":7.5,"sampler_name":"dpmpp_2m","scheduler":"karras","start_at_step":20,"end_at_step":10000,"model":["2",0],"latent_image":["4:1",0]}},
     "1":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"base.safetensors"}},
     "2":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"refiner.safetensors"}},
     "5":{"class_type":"EmptyLatentImage","inputs":{"width":1024,"height":1024,"batch_size":1}},
     "8":{"class_type":"VAEDecode","inputs":{"samples":["4:2",0],"vae":["2",2]}},
     "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"xl NaN test","images":["8",0]}}}
    """#

  static let base: [String: String] = [
    "seed": "721897303308196", "steps": "25", "cfg": "8.0", "sampler": "euler", "scheduler": "normal",
    "size": "1024x768", "model": "sdxl/base_xl", "lora": "myrun-000010", "lora_strength": "0.8",
    "checkpoint": "myrun-000010", "epoch": "10", "prompt": "a lighthouse in snow", "negative_prompt": "people",
  ]

  /// C1 with some text of it exchanged.
  static func changed(_ name: String, _ changes: [(String, String)], _ values: [String: String?]) -> Example {
    var graph = c1
    for (old, new) in changes {
      precondition(graph.contains(old), "the example holds no \(old)")
      graph = graph.replacing(old, with: new)
    }
    var expected = base
    for (name, value) in values { expected[name] = value }
    return Example(name, graph: graph, expected)
  }

  /// C1 with further nodes and some text of it exchanged.
  static func grown(
    _ name: String, by nodes: String, _ changes: [(String, String)], _ values: [String: String?]
  ) -> Example {
    changed(name, changes + [("{\"3\"", "{" + nodes + ",\"3\"")], values)
  }

  static let noLora: [String: String?] = ["lora": nil, "lora_strength": nil, "checkpoint": nil, "epoch": nil]

  static let examples = [
    Example("C1", graph: c1, base),
    Example(
      "C2", graph: c2,
      [
        "seed": "18446744073709551615", "steps": "20", "guidance": "3.5", "sampler": "euler", "scheduler": "simple",
        "size": "832x1216", "model": "flux1-dev", "prompt": "a paper crane",
      ]),
    Example(
      "C3", graph: c3,
      [
        "seed": "77", "steps": "25", "cfg": "7.5", "sampler": "dpmpp_2m", "scheduler": "karras", "size": "1024x1024",
        "model": "base",
      ]),
    changed(
      "a seed node",
      [
        ("\"seed\":721897303308196", #""seed":["s",0]"#),
        ("{\"3\"", #"{"s":{"class_type":"Seed (rgthree)","inputs":{"seed":5}},"3""#),
      ],
      ["seed": "5"]),
    changed(
      "a seed node that picks",
      [
        ("\"seed\":721897303308196", #""seed":["s",0]"#),
        ("{\"3\"", #"{"s":{"class_type":"Seed (rgthree)","inputs":{"seed":-1}},"3""#),
      ],
      ["seed": nil]),
    changed(
      "arithmetic is not read",
      [
        ("\"steps\":25", #""steps":["s",0]"#),
        ("{\"3\"", #"{"s":{"class_type":"MathExpression|pysssss","inputs":{"expression":"a*2","a":25}},"3""#),
      ],
      ["steps": nil]),
    changed(
      "a number by chance",
      [
        ("\"seed\":721897303308196", #""seed":["s",0]"#),
        (
          "{\"3\"",
          #"{"s":{"class_type":"Random Number","inputs":{"number_type":"integer","minimum":0,"maximum":100,"seed":58}},"3""#
        ),
      ],
      ["seed": nil]),
    changed(
      "a switch",
      [
        ("\"seed\":721897303308196", #""seed":["s",0]"#),
        (
          "{\"3\"",
          #"{"a":{"class_type":"PrimitiveInt","inputs":{"value":1}},"b":{"class_type":"PrimitiveInt","inputs":{"value":2}},"s":{"class_type":"ImpactSwitch","inputs":{"select":2,"sel_mode":false,"input1":["a",0],"input2":["b",0]}},"3""#
        ),
      ],
      ["seed": "2"]),
    changed(
      "two conditionings in one have no one text",
      [
        ("\"positive\":[\"6\",0]", #""positive":["c",0]"#),
        (
          "{\"3\"",
          #"{"c":{"class_type":"ConditioningCombine","inputs":{"conditioning_1":["6",0],"conditioning_2":["7",0]}},"3""#
        ),
      ],
      ["prompt": nil]),
    changed(
      "a model patched on the way",
      [
        ("\"model\":[\"10\",0]", #""model":["m",0]"#),
        (
          "{\"3\"",
          #"{"m":{"class_type":"ModelSamplingFlux","inputs":{"max_shift":1.15,"base_shift":0.5,"width":64,"height":64,"model":["10",0]}},"3""#
        ),
      ],
      [:]),
    changed(
      "a control image with a sampler of its own",
      [
        ("\"positive\":[\"6\",0]", #""positive":["c",0]"#),
        (
          "{\"3\"",
          #"{"c":{"class_type":"ControlNetApply","inputs":{"strength":1.0,"conditioning":["6",0],"image":["d",0]}},"d":{"class_type":"VAEDecode","inputs":{"samples":["k",0]}},"k":{"class_type":"KSampler","inputs":{"seed":66,"steps":6,"latent_image":["5",0]}},"3""#
        ),
      ],
      [:]),
    changed(
      "a link to itself",
      [
        ("\"seed\":721897303308196", #""seed":["s",0]"#),
        ("{\"3\"", #"{"s":{"class_type":"PrimitiveInt","inputs":{"value":["s",0]}},"3""#),
      ],
      ["seed": nil]),
    changed(
      "a link to nothing", [("\"model\":[\"10\",0]", #""model":["99",0]"#)],
      ["model": nil, "lora": nil, "lora_strength": nil, "checkpoint": nil, "epoch": nil]),
    changed(
      "a text node",
      [
        ("\"a lighthouse in snow\"", #"["t",0]"#),
        ("{\"3\"", #"{"t":{"class_type":"PrimitiveStringMultiline","inputs":{"value":"from afar"}},"3""#),
      ],
      ["prompt": "from afar"]),
    changed(
      "a text by chance",
      [
        ("\"a lighthouse in snow\"", #"["t",0]"#),
        ("{\"3\"", #"{"t":{"class_type":"DPRandomGenerator","inputs":{"text":"{a|b}","seed":4}},"3""#),
      ],
      ["prompt": nil]),
    changed(
      "two texts joined",
      [
        ("\"a lighthouse in snow\"", #"["t",0]"#),
        (
          "{\"3\"",
          #"{"t":{"class_type":"StringConcatenate","inputs":{"string_a":"a","string_b":"b","delimiter":", "}},"3""#
        ),
      ],
      ["prompt": "a, b"]),
    changed(
      "no negative under zeros",
      [
        ("\"negative\":[\"7\",0]", #""negative":["z",0]"#),
        ("{\"3\"", #"{"z":{"class_type":"ConditioningZeroOut","inputs":{"conditioning":["6",0]}},"3""#),
      ],
      ["negative_prompt": nil]),
    changed(
      "a control net on the way",
      [
        ("\"positive\":[\"6\",0],\"negative\":[\"7\",0]", #""positive":["c",0],"negative":["c",1]"#),
        (
          "{\"3\"",
          #"{"c":{"class_type":"ControlNetApplyAdvanced","inputs":{"strength":1.0,"positive":["6",0],"negative":["7",0],"image":["i",0]}},"i":{"class_type":"LoadImage","inputs":{"image":"x.png"}},"3""#
        ),
      ],
      [:]),
    changed(
      "two text encoders in one", [("\"text\":\"a lighthouse in snow\"", #""text_g":"same","text_l":"same""#)],
      ["prompt": "same"]),
    changed(
      "two texts that differ", [("\"text\":\"a lighthouse in snow\"", #""text_g":"one","text_l":"two""#)],
      ["prompt": nil]),
    changed(
      "rgthree's LoRAs",
      [
        (
          "\"lora_name\":\"myrun-000010.safetensors\",\"strength_model\":0.8,\"strength_clip\":1.0",
          #""PowerLoraLoaderHeaderWidget":{"type":"x"},"lora_1":{"on":false,"lora":"off.safetensors","strength":1},"lora_2":{"on":true,"lora":"on.safetensors","strength":0.95},"➕ Add Lora":"""#
        )
      ],
      ["lora": "on", "lora_strength": "0.95", "checkpoint": nil, "epoch": nil]),
    changed(
      "a LoRA that is switched off",
      [("\"strength_clip\":1.0", #""strength_clip":1.0,"switch":"Off""#)],
      ["lora": nil, "lora_strength": nil, "checkpoint": nil, "epoch": nil]),
    changed(
      "a stack that is switched off",
      [("\"strength_clip\":1.0", #""strength_clip":1.0,"toggle":"disabled""#)],
      ["lora": nil, "lora_strength": nil, "checkpoint": nil, "epoch": nil]),
    changed(
      "a sampler that adds no noise uses no seed",
      [("\"seed\":721897303308196", #""add_noise":"disable","noise_seed":721897303308196"#)], ["seed": nil]),
    changed(
      "Efficiency's stack",
      [
        (
          "\"lora_name\":\"myrun-000010.safetensors\",\"strength_model\":0.8,\"strength_clip\":1.0",
          #""lora_stack":["st",0]"#
        ),
        (
          "{\"3\"",
          #"{"st":{"class_type":"LoRA Stacker","inputs":{"input_mode":"simple","lora_count":1,"lora_name_1":"a.safetensors","lora_wt_1":0.5,"model_str_1":1.0,"lora_name_2":"b.safetensors","lora_wt_2":1.0}},"3""#
        ),
      ],
      ["lora": "a", "lora_strength": "0.5", "checkpoint": nil, "epoch": nil]),
    changed(
      "a loader that holds an object",
      [("\"ckpt_name\":\"sdxl\\\\base_xl.safetensors\"", #""ckpt_name":{"content":"m.ckpt","image":null}"#)],
      ["model": "m"]),
    changed(
      "a merge has no name",
      [
        ("\"model\":[\"4\",0]", #""model":["m",0]"#),
        (
          "{\"3\"",
          #"{"m":{"class_type":"ModelMergeSimple","inputs":{"model1":["4",0],"model2":["4",0],"ratio":0.5}},"3""#
        ),
      ],
      ["model": nil]),
    changed(
      "an image to begin with has a size of its own",
      [
        ("\"latent_image\":[\"5\",0]", #""latent_image":["v",0]"#),
        (
          "{\"3\"",
          #"{"v":{"class_type":"VAEEncode","inputs":{"pixels":["i",0],"vae":["4",2]}},"i":{"class_type":"LoadImage","inputs":{"image":"x.png"}},"3""#
        ),
      ],
      ["size": nil]),
    changed(
      "lengths beside a preset",
      [
        (
          "\"width\":1024,\"height\":768",
          #""width":1024,"height":768,"aspect_ratio":"1:1 square 1024x1024","swap_dimensions":"On""#
        )
      ],
      ["size": nil]),
    changed(
      "an upscale after the base",
      [
        ("\"samples\":[\"3\",0]", #""samples":["u",0]"#),
        (
          "{\"3\"",
          #"{"u":{"class_type":"KSampler","inputs":{"seed":1,"steps":9,"cfg":2.0,"sampler_name":"lcm","scheduler":"beta","denoise":0.4,"model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["up",0]}},"up":{"class_type":"LatentUpscaleBy","inputs":{"samples":["3",0],"scale_by":1.5}},"3""#
        ),
      ],
      [:]),
    changed(
      "a face repaired after the base",
      [
        ("\"images\":[\"8\",0]", #""images":["f",0]"#),
        (
          "{\"3\"",
          #"{"f":{"class_type":"FaceDetailer","inputs":{"image":["8",0],"guide_size":512,"seed":3,"steps":12,"cfg":2.0,"sampler_name":"lcm","scheduler":"beta","model":["4",0],"positive":["6",0],"negative":["7",0]}},"3""#
        ),
      ],
      [:]),
    Example(
      "Easy-Use",
      graph: #"""
        {"1":{"class_type":"easy fullLoader","inputs":{"ckpt_name":"m.safetensors","lora_name":"None","lora_model_strength":1.0,"resolution":"832 x 1216","empty_latent_width":512,"empty_latent_height":512,"positive":"cat","negative":"dog"}},
         "2":{"class_type":"easy preSampling","inputs":{"steps":20,"cfg":7.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0,"seed":42,"pipe":["1",0]}},
         "3":{"class_type":"easy kSampler","inputs":{"image_output":"Save","link_id":0,"save_prefix":"x","pipe":["2",0]}},
         "4":{"class_type":"SaveImage","inputs":{"filename_prefix":"e","images":["3",1]}}}
        """#,
      [
        "seed": "42", "steps": "20", "cfg": "7.0", "sampler": "euler", "scheduler": "normal", "size": "832x1216",
        "model": "m", "prompt": "cat", "negative_prompt": "dog",
      ]),
    Example(
      "Efficiency",
      graph: #"""
        {"1":{"class_type":"Efficient Loader","inputs":{"ckpt_name":"m.safetensors","vae_name":"Baked VAE","clip_skip":-1,"lora_name":"l.safetensors","lora_model_strength":0.7,"lora_clip_strength":1.0,"positive":"cat","negative":"dog","empty_latent_width":640,"empty_latent_height":448,"batch_size":1}},
         "2":{"class_type":"KSampler (Efficient)","inputs":{"seed":42,"steps":20,"cfg":7.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0,"model":["1",0],"positive":["1",1],"negative":["1",2],"latent_image":["1",3],"optional_vae":["1",4]}},
         "4":{"class_type":"SaveImage","inputs":{"filename_prefix":"e","images":["2",5]}}}
        """#,
      [
        "seed": "42", "steps": "20", "cfg": "7.0", "sampler": "euler", "scheduler": "normal", "size": "640x448",
        "model": "m", "lora": "l", "lora_strength": "0.7", "prompt": "cat", "negative_prompt": "dog",
      ]),
    Example(
      "Wan",
      graph: #"""
        {"1":{"class_type":"WanVideoModelLoader","inputs":{"model":"wan/Wan2_1.safetensors","base_precision":"bf16","lora":["2",0]}},
         "2":{"class_type":"WanVideoLoraSelect","inputs":{"lora":"run_000001500.safetensors","strength":1.0,"prev_lora":["6",0]}},
         "6":{"class_type":"WanVideoLoraSelect","inputs":{"lora":"fast.safetensors","strength":0.5}},
         "3":{"class_type":"WanVideoTextEncode","inputs":{"positive_prompt":"cat","negative_prompt":"dog","t5":["7",0]}},
         "4":{"class_type":"WanVideoEmptyEmbeds","inputs":{"width":832,"height":480,"num_frames":1}},
         "5":{"class_type":"WanVideoSampler","inputs":{"steps":30,"cfg":6.0,"shift":5.0,"seed":9,"force_offload":true,"scheduler":"unipc","model":["1",0],"text_embeds":["3",0],"image_embeds":["4",0]}},
         "8":{"class_type":"WanVideoDecode","inputs":{"vae":["7",0],"samples":["5",0]}},
         "9":{"class_type":"VHS_VideoCombine","inputs":{"filename_prefix":"w","images":["8",0]}}}
        """#,
      [
        "seed": "9", "steps": "30", "cfg": "6.0", "scheduler": "unipc", "size": "832x480", "model": "wan/Wan2_1",
        "lora": "run_000001500", "lora_strength": "1.0", "checkpoint": "run_000001500", "step": "1500",
        "prompt": "cat", "negative_prompt": "dog",
      ]),
  ]

  @Test(arguments: examples) func reads(example: Example) { example.check() }

  /// Two branches with a saving node each.
  private static let two = #"""
    {"10":{"class_type":"KSampler","inputs":{"seed":1,"steps":1,"latent_image":["5",0]}},
     "11":{"class_type":"KSampler","inputs":{"seed":2,"steps":1,"latent_image":["5",0]}},
     "5":{"class_type":"EmptyLatentImage","inputs":{"width":8,"height":8}},
     "12":{"class_type":"SaveImage","inputs":{"filename_prefix":"PREFIX_B","images":["11",0]}},
     "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"PREFIX_A","images":["10",0]}}}
    """#

  @Test(arguments: [
    ("one", "two", "two_00001_", "2", false), ("one", "two", "one_00012_", "1", false),
    ("run/one", "run\\two", "two_00001_", "2", false), ("one", "one_b", "one_b_00001_", "2", false),
    ("%date:yyyy%_one", "%date:yyyy%_two", "2026_two_00001_", "2", false),
    ("lh_%width%x%height%", "x", "lh_8x8_00001_", "1", false), ("one", "two", "two-final", "2", false),
    ("same", "same", "same_00001_", "1", true), ("one", "two", "renamed", "1", true),
  ])
  func theFileNameChoosesTheSavingNode(a: String, b: String, stem: String, seed: String, isAmbiguous: Bool) throws {
    let json = Self.two.replacing("PREFIX_A", with: a.replacing("\\", with: "\\\\"))
      .replacing("PREFIX_B", with: b.replacing("\\", with: "\\\\"))
    let parameters = try #require(graph(json, stem: stem))
    #expect(parameters.seed == seed)
    #expect((parameters.problem != nil) == isAmbiguous)
  }

  @Test func aPictureOfTwoBasesHasNoOneSeed() throws {
    let json = Self.two.replacing(
      "[\"10\",0]}}}",
      with: #"["b",0]}},"b":{"class_type":"ImageBatch","inputs":{"image1":["10",0],"image2":["11",0]}}}"#
    )
    .replacing("PREFIX_A", with: "a").replacing("PREFIX_B", with: "b")
    let parameters = try #require(graph(json, stem: "a_00001_"))
    #expect(parameters.seed == nil)
    #expect(parameters.problem != nil)
  }

  /// Efficiency's plot varies what the graph holds one value of.
  @Test(arguments: [("Plot", true), ("Images", false)])
  func aPlotSaysNothingOfItsCells(output: String, isSheet: Bool) throws {
    let json = #"""
      {"1":{"class_type":"Efficient Loader","inputs":{"ckpt_name":"m.safetensors","positive":"cat","negative":"dog","empty_latent_width":640,"empty_latent_height":448}},
       "2":{"class_type":"KSampler (Efficient)","inputs":{"seed":42,"steps":20,"cfg":7.0,"sampler_name":"euler","scheduler":"normal","model":["1",0],"positive":["1",1],"negative":["1",2],"latent_image":["1",3],"script":["5",0]}},
       "4":{"class_type":"SaveImage","inputs":{"filename_prefix":"e","images":["2",5]}},
       "5":{"class_type":"XY Plot","inputs":{"grid_spacing":0,"XY_flip":"False","ksampler_output_image":"OUTPUT","X":["6",0],"Y":["7",0]}},
       "6":{"class_type":"XY Input: Seeds++ Batch","inputs":{"batch_count":3}},
       "7":{"class_type":"XY Input: Steps","inputs":{"target_parameter":"steps","batch_count":3,"first_step":10,"last_step":20}}}
      """#.replacing("OUTPUT", with: output)
    let plotted = try #require(graph(json))
    #expect(plotted.isGridSheet == isSheet)
    #expect(plotted.dimensions().isEmpty)
    #expect((plotted.problem == nil) == isSheet)
  }

  @Test func aCutGraphIsAProblemAndPlainTextIsNone() throws {
    let cut = try #require(graph(String(Self.c1.prefix(300))))
    #expect(cut.problem?.hasPrefix("the ComfyUI graph is not valid JSON") == true)
    #expect(cut.dimensions().isEmpty)
    #expect(graph("{red|blue} car") == nil)
    #expect(graph("a cat, sitting") == nil)
    #expect(graph("{}") == nil)
    #expect(graph(#"{"a":{"b":1}}"#) == nil)
  }

  @Test func theEditorsGraphIsOnlyAFallback() throws {
    let workflow = #"""
      {"nodes":[
       {"id":3,"type":"KSampler","mode":0,"outputs":[{"links":[1]}],"widgets_values":[7,"randomize",20,8,"euler","normal",1]},
       {"id":4,"type":"CheckpointLoaderSimple","mode":0,"outputs":[{"links":[2]}],"widgets_values":["m.safetensors"]},
       {"id":5,"type":"EmptyLatentImage","mode":0,"outputs":[{"links":[3]}],"widgets_values":[512,640,1]}],"links":[]}
      """#
    let alone = try #require(Dialects.read([TextChunk("workflow", workflow)], fileStem: ""))
    #expect(
      dimensionTable(alone) == [
        "seed": "7", "steps": "20", "cfg": "8", "sampler": "euler", "scheduler": "normal", "size": "512x640",
        "model": "m",
      ])
    let both = Dialects.read([TextChunk("workflow", workflow), TextChunk("prompt", Self.c2)], fileStem: "")
    #expect(both?.seed == "18446744073709551615")
    let replaced = workflow.replacing(
      #""mode":0,"outputs":[{"links":[1]}]"#,
      with: #""mode":0,"inputs":[{"name":"seed","widget":{"name":"seed"},"link":9}],"outputs":[{"links":[1]}]"#)
    #expect(Dialects.read([TextChunk("workflow", replaced)], fileStem: "")?.seed == nil)
  }
}
