import Testing

/// Nodes whose part in a graph is not told by the names of their inputs alone.
@Suite struct ComfyNodesTests {
  /// The second stage is conditioned on the picture of the first, and begins with an empty latent.
  private static let cascade = [
    Example(
      "Stable Cascade",
      graph: #"""
        {"3":{"class_type":"KSampler","inputs":{"seed":11,"steps":20,"cfg":4.0,"sampler_name":"euler_ancestral","scheduler":"simple","denoise":1,"model":["30",0],"positive":["6",0],"negative":["7",0],"latent_image":["34",0]}},
         "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat","clip":["37",0]}},
         "7":{"class_type":"CLIPTextEncode","inputs":{"text":"a dog","clip":["37",0]}},
         "8":{"class_type":"VAEDecode","inputs":{"samples":["33",0],"vae":["29",0]}},
         "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"c","images":["8",0]}},
         "29":{"class_type":"VAELoader","inputs":{"vae_name":"stage_a.safetensors"}},
         "30":{"class_type":"UNETLoader","inputs":{"unet_name":"stage_c_bf16.safetensors"}},
         "32":{"class_type":"UNETLoader","inputs":{"unet_name":"stage_b_bf16.safetensors"}},
         "33":{"class_type":"KSampler","inputs":{"seed":22,"steps":10,"cfg":1.1,"sampler_name":"euler","scheduler":"simple","denoise":1,"model":["32",0],"positive":["36",0],"negative":["40",0],"latent_image":["34",1]}},
         "34":{"class_type":"StableCascade_EmptyLatentImage","inputs":{"width":1024,"height":1216,"compression":32,"batch_size":1}},
         "36":{"class_type":"StableCascade_StageB_Conditioning","inputs":{"conditioning":["40",0],"stage_c":["3",0]}},
         "37":{"class_type":"CLIPLoader","inputs":{"clip_name":"model.safetensors","type":"stable_cascade"}},
         "40":{"class_type":"ConditioningZeroOut","inputs":{"conditioning":["6",0]}}}
        """#,
      [
        "seed": "11", "steps": "20", "cfg": "4.0", "sampler": "euler_ancestral", "scheduler": "simple",
        "size": "1024x1216", "model": "stage_c_bf16", "prompt": "a cat", "negative_prompt": "a dog",
      ])
  ]

  private static func guided(_ guidance: String, _ value: String?) -> Example {
    ComfyUITests.changed(
      "guidance \(guidance) of SwarmUI's encoder",
      [
        (
          #""class_type":"CLIPTextEncode","inputs":{"text":"a lighthouse in snow""#,
          #""class_type":"SwarmClipTextEncodeAdvanced","inputs":{"steps":25,"prompt":"a lighthouse in snow","width":1024,"height":768,"target_width":1024,"target_height":768,"guidance":\#(guidance)"#
        )
      ], ["guidance": value])
  }

  private static let guidance = [guided("-1", nil), guided("-1.0", nil), guided("3.5", "3.5")]

  private static func seeded(_ name: String, by nodes: String, seed: String?) -> Example {
    ComfyUITests.grown(name, by: nodes, [("\"seed\":721897303308196", #""seed":["s",0]"#)], ["seed": seed])
  }

  private static let seeds = [
    seeded(
      "a list of seeds",
      by:
        #""s":{"class_type":"easy seedList","inputs":{"min_num":0,"max_num":99,"method":"random","total":3,"seed":12345}}"#,
      seed: nil),
    seeded(
      "a list of seeds begun by another",
      by:
        #""e":{"class_type":"easy seed","inputs":{"seed":12345}},"s":{"class_type":"easy seedList","inputs":{"min_num":0,"max_num":99,"method":"random","total":3,"seed":["e",0]}}"#,
      seed: nil),
    seeded(
      "a seed that is moved on", by: #""s":{"class_type":"Shifter","inputs":{"seed":12345,"offset":3}}"#, seed: nil),
    seeded("a seed alone", by: #""s":{"class_type":"easy seed","inputs":{"seed":12345}}"#, seed: "12345"),
    seeded(
      "a seed among other settings",
      by:
        #""s":{"class_type":"Input Parameters (Image Saver)","inputs":{"seed":12345,"steps":20,"cfg":8.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0}}"#,
      seed: "12345"),
  ]

  private static let config =
    #""k":{"class_type":"KSampler Config (rgthree)","inputs":{"steps_total":35,"refiner_step":24,"cfg":5,"sampler_name":"euler_ancestral","scheduler":"sgm_uniform"}}"#
  private static let settings = #""steps":25,"cfg":8.0,"sampler_name":"euler","scheduler":"normal""#
  private static let configured: [String: String?] = [
    "steps": "35", "cfg": "5", "sampler": "euler_ancestral", "scheduler": "sgm_uniform",
  ]

  private static let configs = [
    ComfyUITests.grown(
      "rgthree's settings", by: config,
      [(settings, #""steps":["k",0],"cfg":["k",2],"sampler_name":["k",3],"scheduler":["k",4]"#)], configured),
    ComfyUITests.grown(
      "rgthree's steps of the refiner", by: config, [("\"steps\":25", #""steps":["k",1]"#)], ["steps": "24"]),
    ComfyUITests.grown(
      "rgthree's settings in a context",
      by: config
        + #","c":{"class_type":"Context Big (rgthree)","inputs":{"steps":["k",0],"step_refiner":["k",1],"cfg":["k",2],"sampler":["k",3],"scheduler":["k",4]}},"d":{"class_type":"Context Big (rgthree)","inputs":{"base_ctx":["c",0],"seed":7}}"#,
      [(settings, #""steps":["d",9],"cfg":["d",11],"sampler_name":["d",13],"scheduler":["d",14]"#)], configured),
    ComfyUITests.grown(
      "a seed that a context carries as steps",
      by:
        #""c":{"class_type":"Context Big (rgthree)","inputs":{"seed":7}},"d":{"class_type":"Context Big (rgthree)","inputs":{"base_ctx":["c",0],"steps":["c",8]}}"#,
      [("\"seed\":721897303308196", #""seed":["d",9]"#)], ["seed": "7"]),
  ]

  private static func powered(_ name: String, _ inputs: String, _ values: [String: String?]) -> Example {
    ComfyUITests.grown(
      name, by: #""p":{"class_type":"Power Prompt (rgthree)","inputs":{\#(inputs)}}"#,
      [("\"model\":[\"10\",0]", #""model":["p",1]"#), ("\"positive\":[\"6\",0]", #""positive":["p",0]"#)], values)
  }

  private static let powerPrompts = [
    powered(
      "rgthree's prompt",
      #""prompt":"a boat","insert_lora":"CHOOSE","insert_embedding":"CHOOSE","opt_model":["10",0],"opt_clip":["10",1]"#,
      ["prompt": "a boat"]),
    powered(
      "a LoRA in rgthree's prompt",
      #""prompt":"a boat <lora:run-000004:0.5>","insert_lora":"CHOOSE","opt_model":["4",0],"opt_clip":["4",1]"#,
      [
        "prompt": "a boat <lora:run-000004:0.5>", "lora": "run-000004", "lora_strength": "0.5",
        "checkpoint": "run-000004", "epoch": "4",
      ]),
    powered(
      "LoRAs in rgthree's prompt that are switched off",
      #""prompt":"a boat <lora:run:0.5>","insert_lora":"DISABLE LORAS","opt_model":["4",0],"opt_clip":["4",1]"#,
      ComfyUITests.noLora.merging(["prompt": "a boat <lora:run:0.5>"]) { $1 }),
    powered(
      "a tag that rgthree's prompt does not know",
      #""prompt":"a boat <lyco:run:0.5>","insert_lora":"CHOOSE","opt_model":["4",0],"opt_clip":["4",1]"#,
      ComfyUITests.noLora.merging(["prompt": "a boat <lyco:run:0.5>"]) { $1 }),
    powered(
      "tags whose strength rgthree's prompt does not read",
      #""prompt":"a <lora:one:0.5:0.4> boat <lora:two:strong> <lora:three>","opt_model":["4",0],"opt_clip":["4",1]"#,
      ComfyUITests.noLora.merging([
        "prompt": "a <lora:one:0.5:0.4> boat <lora:two:strong> <lora:three>", "lora": "three",
      ]) { $1 }),
    ComfyUITests.grown(
      "rgthree's prompt as text",
      by:
        #""p":{"class_type":"Power Prompt (rgthree)","inputs":{"prompt":"a boat","insert_lora":"CHOOSE","opt_model":["4",0]}}"#,
      [("\"a lighthouse in snow\"", #"["p",3]"#)], ["prompt": "a boat"]),
    ComfyUITests.grown(
      "rgthree's simple prompt",
      by: #""p":{"class_type":"Power Prompt - Simple (rgthree)","inputs":{"prompt":"a dog","opt_clip":["4",1]}}"#,
      [("\"negative\":[\"7\",0]", #""negative":["p",0]"#)], ["negative_prompt": "a dog"]),
    ComfyUITests.grown(
      "rgthree's prompt of two texts",
      by:
        #""p":{"class_type":"SDXL Power Prompt - Positive (rgthree)","inputs":{"prompt_g":"a boat","prompt_l":"","opt_model":["4",0],"opt_clip":["4",1]}}"#,
      [("\"positive\":[\"6\",0]", #""positive":["p",0]"#)], ["prompt": "a boat"]),
  ]

  private static let tags = [
    ComfyUITests.grown(
      "LoRAs in Impact's text",
      by:
        #""w":{"class_type":"ImpactWildcardEncode","inputs":{"model":["4",0],"clip":["4",1],"wildcard_text":"a __x__","populated_text":"a boat, <lora:detail:0.65:0.4>, <lora:other:1>","mode":"populate","Select to add LoRA":"Select the LoRA to add to the text","seed":5}}"#,
      [("\"model\":[\"10\",0]", #""model":["w",0]"#), ("\"positive\":[\"6\",0]", #""positive":["w",2]"#)],
      [
        "prompt": "a boat, <lora:detail:0.65:0.4>, <lora:other:1>", "lora": "detail, other",
        "lora_strength": "0.65, 1", "checkpoint": nil, "epoch": nil,
      ]),
    ComfyUITests.grown(
      "LoRAs in Impact's text that reach no model",
      by:
        #""w":{"class_type":"ImpactWildcardEncode","inputs":{"model":["4",0],"clip":["4",1],"populated_text":"a boat, <lora:detail:0.65>","mode":"populate","seed":5}}"#,
      [("\"positive\":[\"6\",0]", #""positive":["w",2]"#)], ["prompt": "a boat, <lora:detail:0.65>"]),
  ]

  private static let dualGuider = [
    Example(
      "a guider with two",
      graph: ComfyUITests.c2.replacing(
        #""class_type":"BasicGuider","inputs":{"model":["12",0],"conditioning":["26",0]"#,
        with:
          #""class_type":"DualCFGGuider","inputs":{"model":["12",0],"cond1":["26",0],"cond2":["n",0],"negative":["n",0],"cfg_conds":5.0,"cfg_cond2_negative":2.0,"style":"regular""#
      ).replacing(
        "{\"13\"", with: #"{"n":{"class_type":"CLIPTextEncode","inputs":{"text":"a dog","clip":["11",0]}},"13""#),
      ComfyUITests.examples[1].expected.merging(["cfg": "5.0", "negative_prompt": "a dog"]) { $1 })
  ]

  private static let weight = [
    ComfyUITests.changed(
      "a LoRA's strength called lora_weight", [(#""strength_model":0.8,"strength_clip":1.0"#, #""lora_weight":0.6"#)],
      ["lora_strength": "0.6"])
  ]

  static let examples = weight + cascade + guidance + seeds + configs + powerPrompts + tags + dualGuider

  @Test(arguments: examples) func reads(example: Example) { example.check() }
}
