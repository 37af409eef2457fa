import Metadata
import Testing

/// Nodes of packs that overrule or choose what other nodes of theirs name.
@Suite struct ComfyPacksTests {
  private static func easy(_ name: String, loader: String = "", by nodes: String, _ values: [String: String?])
    -> Example
  {
    var expected = [
      "seed": "42", "steps": "20", "cfg": "7.0", "sampler": "euler", "scheduler": "normal", "size": "832x1216",
      "model": "m", "prompt": "cat", "negative_prompt": "dog",
    ]
    for (name, value) in values { expected[name] = value }
    return Example(
      name,
      graph: #"""
        {"1":{"class_type":"easy fullLoader","inputs":{"ckpt_name":"m.safetensors","lora_name":"None","lora_model_strength":1.0,"resolution":"832 x 1216","empty_latent_width":512,"empty_latent_height":512,"positive":"cat","negative":"dog"\#(loader)}},
         \#(nodes),
         "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a boat","clip":["1",2]}},
         "7":{"class_type":"CLIPTextEncode","inputs":{"text":"fog","clip":["1",2]}},
         "2":{"class_type":"easy preSampling","inputs":{"steps":20,"cfg":7.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0,"seed":42,"pipe":["p",0]}},
         "3":{"class_type":"easy kSampler","inputs":{"image_output":"Hide","link_id":0,"save_prefix":"x","pipe":["2",0]}},
         "4":{"class_type":"SaveImage","inputs":{"filename_prefix":"e","images":["3",1]}}}
        """#, expected)
  }

  private static func edited(_ name: String, _ inputs: String, _ values: [String: String?]) -> Example {
    easy(name, by: #""p":{"class_type":"easy pipeEdit","inputs":{"clip_skip":-1,\#(inputs),"pipe":["1",0]}}"#, values)
  }

  private static let pipes = [
    easy(
      "a model in the place of the loader's", loader: #","model_override":["u",0]"#,
      by:
        #""p":{"class_type":"easy pipeIn","inputs":{"pipe":["1",0]}},"u":{"class_type":"UNETLoader","inputs":{"unet_name":"run-000004.safetensors"}}"#,
      ["model": "run-000004", "checkpoint": "run-000004", "epoch": "4"]),
    easy(
      "words in the place of the pipe's",
      by: #""p":{"class_type":"easy pipeIn","inputs":{"pipe":["1",0],"pos":["6",0],"neg":["7",0]}}"#,
      ["prompt": "a boat", "negative_prompt": "fog"]),
    edited(
      "a pipe's text that is replaced",
      #""optional_positive":"a boat","optional_negative":"","conditioning_mode":"replace""#, ["prompt": "a boat"]),
    edited(
      "a pipe's text that is mixed with another",
      #""optional_positive":"a boat","optional_negative":"","conditioning_mode":"concat""#, ["prompt": nil]),
  ]

  private static func custom(_ name: String, _ inputs: String, _ values: [String: String?]) -> Example {
    var example = easy(
      name,
      by:
        #""p":{"class_type":"easy pipeIn","inputs":{"pipe":["1",0]}},"o":{"class_type":"KSamplerSelect","inputs":{"sampler_name":"deis"}},"k":{"class_type":"BasicScheduler","inputs":{"scheduler":"karras","steps":9}}"#,
      values)
    let graph = example.chunks[0].text.replacing(
      #""class_type":"easy preSampling","inputs":{"#,
      with: #""class_type":"easy preSamplingCustom","inputs":{\#(inputs),"cfg_negative":1.5,"coeff":1.2,"#)
    example.chunks = [TextChunk("prompt", graph)]
    return example
  }

  private static let customs = [
    custom("Easy-Use's settings with a guider", #""guider":"CFG""#, [:]),
    custom("Easy-Use's settings with a guider that takes no CFG", #""guider":"Basic""#, ["cfg": nil]),
    custom(
      "Easy-Use's settings with a sampler and sigmas of others",
      #""guider":"CFG","optional_sampler":["o",0],"optional_sigmas":["k",0]"#,
      ["sampler": nil, "scheduler": nil, "steps": nil]),
  ]

  private static func stacked(_ name: String, _ node: String, _ values: [String: String?]) -> Example {
    ComfyUITests.grown(
      name,
      by: #""s":{"class_type":"easy loraStackApply","inputs":{"lora_stack":["q",0],"model":["4",0]}},"q":\#(node)"#,
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)], ComfyUITests.noLora.merging(values) { $1 })
  }

  private static let stacks = [
    stacked(
      "one LoRA of a switcher",
      #"{"class_type":"easy loraSwitcher","inputs":{"toggle":true,"select":2,"num_loras":2,"lora_strength":0.7,"lora_1_name":"a.safetensors","lora_2_name":"b.safetensors"}}"#,
      ["lora": "b", "lora_strength": "0.7"]),
    stacked(
      "no LoRA of a switcher",
      #"{"class_type":"easy loraSwitcher","inputs":{"toggle":true,"select":3,"num_loras":2,"lora_strength":0.7,"lora_1_name":"a.safetensors","lora_2_name":"b.safetensors","lora_3_name":"None"}}"#,
      [:]),
    stacked(
      "LoRAs by chance",
      #"{"class_type":"CR Random LoRA Stack","inputs":{"exclusive_mode":"On","stride":1,"force_randomize_after_stride":"Off","lora_name_1":"a.safetensors","switch_1":"On","chance_1":0.5,"model_weight_1":1.0,"clip_weight_1":1.0,"lora_name_2":"b.safetensors","switch_2":"On","chance_2":0.5,"model_weight_2":1.0,"clip_weight_2":1.0}}"#,
      [:]),
    ComfyUITests.grown(
      "Nunchaku's stack",
      by:
        #""s":{"class_type":"NunchakuFluxLoraStack","inputs":{"model":["4",0],"lora_name_1":"a.safetensors","lora_strength_1":0.7,"lora_name_2":"None","lora_strength_2":1.0}}"#,
      [("\"model\":[\"10\",0]", #""model":["s",0]"#)],
      ComfyUITests.noLora.merging(["lora": "a", "lora_strength": "0.7"]) { $1 }),
  ]

  /// RES4LYF's sampler has steps and a schedule of its own, which count only without sigmas from elsewhere.
  private static func clown(_ name: String, _ sigmas: String, _ values: [String: String?]) -> Example {
    ComfyUITests.grown(
      name,
      by:
        #""b":{"class_type":"BetaSamplingScheduler","inputs":{"model":["10",0],"steps":12,"alpha":0.4,"beta":0.4}},"k":{"class_type":"BasicScheduler","inputs":{"model":["10",0],"scheduler":"karras","steps":9,"denoise":1.0}},"r":{"class_type":"Sigmas Rescale","inputs":{"sigmas":["b",0],"start":0.996,"end":0}}"#,
      [
        (
          #""class_type":"KSampler","inputs":{"#,
          #""class_type":"ClownsharKSampler_Beta","inputs":{"eta":0.5,"steps_to_run":-1,"bongmath":true,\#(sigmas)"#
        )
      ], values)
  }

  private static let clowns = [
    clown("RES4LYF's sampler", "", [:]),
    clown("RES4LYF's sampler with sigmas", #""sigmas":["k",0],"#, ["steps": "9", "scheduler": "karras"]),
    clown("RES4LYF's sampler with sigmas of no name", #""sigmas":["r",0],"#, ["steps": "12", "scheduler": nil]),
  ]

  private static func params(_ name: String, _ inputs: String, _ values: [String: String?]) -> Example {
    var expected = ComfyUITests.base
    for (name, value) in values { expected[name] = value }
    for name in ["cfg", "negative_prompt"] { expected[name] = nil }
    return Example(
      name,
      graph: ComfyUITests.c1.replacing(
        #""class_type":"KSampler","inputs":{"seed":721897303308196,"steps":25,"cfg":8.0,"sampler_name":"euler","scheduler":"normal","denoise":1.0,"model":["10",0],"positive":["6",0],"negative":["7",0]"#,
        with:
          #""class_type":"FluxSamplerParams+","inputs":{"model":["10",0],"conditioning":["6",0],\#(inputs),"max_shift":"","base_shift":"","denoise":"1.0""#
      ), expected)
  }

  private static let lists = [
    params(
      "settings that are lists of one",
      #""seed":"49375","sampler":"euler","scheduler":"simple","steps":"15","guidance":"3.5""#,
      ["seed": "49375", "sampler": "euler", "scheduler": "simple", "steps": "15", "guidance": "3.5"]),
    params(
      "settings that are lists",
      #""seed":"1, 2","sampler":"euler, dpmpp_2m","scheduler":"simple,beta","steps":"15, 20","guidance":"3.5, 4""#,
      ["seed": nil, "sampler": nil, "scheduler": nil, "steps": nil]),
    params(
      "settings that are drawn or all there are",
      #""seed":"?","sampler":"*","scheduler":"!beta","steps":"15","guidance":"3.5""#,
      ["seed": nil, "sampler": nil, "scheduler": nil, "steps": "15", "guidance": "3.5"]),
  ]

  static let examples = pipes + customs + stacks + clowns + lists

  @Test(arguments: examples) func reads(example: Example) { example.check() }
}
