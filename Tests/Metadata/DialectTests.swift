import Metadata
import Testing

/// The JSON dialects and those with one text per field: every documented example, in the chunks it comes in.
@Suite struct DialectTests {
  static let examples = [
    Example(
      "InvokeAI 4 and later",
      chunks: [
        TextChunk(
          "invokeai_metadata",
          #"{"generation_mode":"sdxl_txt2img","positive_prompt":"a glass teapot","negative_prompt":"","width":1024,"height":1024,"seed":1860920704,"rand_device":"cpu","cfg_scale":6.0,"cfg_rescale_multiplier":0.0,"steps":24,"scheduler":"euler_a","clip_skip":0,"model":{"key":"k1","hash":"blake3:aa","name":"base_xl","base":"sdxl","type":"main"},"loras":[{"model":{"key":"k2","hash":"blake3:bb","name":"myrun-000006","base":"sdxl","type":"lora"},"weight":0.75}],"app_version":"5.0.0"}"#
        ), TextChunk("invokeai_graph", "{}"),
      ],
      [
        "seed": "1860920704", "steps": "24", "cfg": "6.0", "sampler": "euler_a", "size": "1024x1024",
        "model": "base_xl", "lora": "myrun-000006", "lora_strength": "0.75", "checkpoint": "myrun-000006",
        "epoch": "6", "prompt": "a glass teapot",
      ]),
    Example(
      "InvokeAI 3",
      chunks: [
        TextChunk(
          "invokeai_metadata",
          #"{"seed":1,"steps":2,"model":{"model_name":"sd","base_model":"sd-1"},"loras":[{"lora":{"model_name":"l"},"weight":1}]}"#
        )
      ], ["seed": "1", "steps": "2", "model": "sd", "lora": "l", "lora_strength": "1"]),
    Example(
      "InvokeAI 2",
      chunks: [
        TextChunk("Dream", "\"x\" -s 1"),
        TextChunk(
          "sd-metadata",
          #"{"model":"stable diffusion","model_weights":"sd-1.5","model_hash":"cc","app_version":"2.3.5","image":{"prompt":[{"prompt":"a fox [blurry]","weight":1.0}],"steps":50,"cfg_scale":7.5,"seed":2980747362,"sampler":"k_lms","width":512,"height":512,"type":"txt2img"}}"#
        ),
      ],
      [
        "seed": "2980747362", "steps": "50", "cfg": "7.5", "sampler": "k_lms", "size": "512x512", "model": "sd-1.5",
        "prompt": "a fox", "negative_prompt": "blurry",
      ]),
    Example(
      "InvokeAI 1",
      chunks: [TextChunk("Dream", #""a fox [blurry]" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms"#)],
      [
        "seed": "2980747362", "steps": "50", "cfg": "5", "sampler": "k_lms", "size": "512x768", "prompt": "a fox",
        "negative_prompt": "blurry",
      ]),
    Example(
      "InvokeAI 1, flags without spaces",
      chunks: [TextChunk("Dream", #""say "hi"" -s50 -S7 -C7.5 -W512 -H512 -Ak_euler"#)],
      ["seed": "7", "steps": "50", "cfg": "7.5", "sampler": "k_euler", "size": "512x512", "prompt": "say \"hi\""]),
    Example(
      "SwarmUI",
      #"{"sui_image_params":{"prompt":"a tram <lora:myrun_000001000>","negativeprompt":"","model":"flux/flux1-dev","seed":2083100758,"steps":20,"cfgscale":1.0,"fluxguidancescale":3.5,"aspectratio":"Custom","width":832,"height":1216,"sampler":"euler","scheduler":"simple","loras":["myrun_000001000"],"loraweights":["0.9"],"swarm_version":"0.9.6.2"},"sui_extra_data":{"date":"2025-03-01","generation_time":"4.10 sec"},"sui_models":[{"name":"flux1-dev.safetensors","param":"model","hash":"0xaa"}]}"#,
      [
        "seed": "2083100758", "steps": "20", "cfg": "1.0", "guidance": "3.5", "sampler": "euler", "scheduler": "simple",
        "size": "832x1216", "model": "flux1-dev", "lora": "myrun_000001000", "lora_strength": "0.9",
        "checkpoint": "myrun_000001000", "step": "1000", "prompt": "a tram <lora:myrun_000001000>",
      ]),
    Example(
      "SwarmUI, all text",
      #"{"sui_image_params":{"prompt":"a tram","model":"base_xl","seed":"5","steps":"20","cfgscale":"7","width":"768","height":"768","loras":"a,b","loraweights":"1,0.5"}}"#,
      [
        "seed": "5", "steps": "20", "cfg": "7", "size": "768x768", "model": "base_xl", "lora": "a, b",
        "lora_strength": "1, 0.5", "prompt": "a tram",
      ]),
    Example(
      "Fooocus",
      chunks: [
        TextChunk(
          "parameters",
          #"{"base_model":"juggernaut_v8","base_model_hash":"aa","full_prompt":["a fox","cinematic"],"guidance_scale":4.0,"lora_combined_1":"offset_example : 0.1","loras":[["offset_example","0.1","bb"]],"metadata_scheme":"fooocus","negative_prompt":"","performance":"Speed","prompt":"a fox","resolution":"(768, 1280)","sampler":"dpmpp_2m_sde_gpu","scheduler":"karras","seed":"6952411511246973023","sharpness":2.0,"steps":30,"styles":"['Fooocus V2']","version":"Fooocus v2.4.3"}"#
        ), TextChunk("fooocus_scheme", "fooocus"),
      ],
      [
        "seed": "6952411511246973023", "steps": "30", "cfg": "4.0", "sampler": "dpmpp_2m_sde_gpu",
        "scheduler": "karras", "size": "768x1280", "model": "juggernaut_v8", "lora": "offset_example",
        "lora_strength": "0.1", "prompt": "a fox",
      ]),
    Example(
      "NovelAI",
      chunks: [
        TextChunk("Title", "NovelAI generated image"), TextChunk("Description", "a cat"),
        TextChunk("Software", "NovelAI"),
        TextChunk("Source", "NovelAI Diffusion V4.5 4BDE2A90"),
        TextChunk(
          "Comment",
          #"{"prompt":"a cat","steps":28,"height":1216,"width":832,"scale":5.0,"uncond_scale":0.0,"cfg_rescale":0.0,"seed":2043807047,"n_samples":1,"noise_schedule":"karras","sampler":"k_euler_ancestral","uc":"lowres","request_type":"PromptGenerateRequest","v4_prompt":{"caption":{"base_caption":"a cat","char_captions":[]},"use_coords":false,"use_order":true},"v4_negative_prompt":{"caption":{"base_caption":"lowres","char_captions":[]}},"signed_hash":"xx"}"#
        ),
      ],
      [
        "seed": "2043807047", "steps": "28", "cfg": "5.0", "sampler": "k_euler_ancestral", "scheduler": "karras",
        "size": "832x1216", "model": "NovelAI Diffusion V4.5 4BDE2A90", "prompt": "a cat", "negative_prompt": "lowres",
      ]),
    Example(
      "NovelAI with characters",
      chunks: [
        TextChunk("Description", "2girls, outdoors"), TextChunk("Software", "NovelAI"),
        TextChunk("Source", "NovelAI Diffusion V4.5 4BDE2A90"),
        TextChunk(
          "Comment",
          #"{"prompt":"2girls, outdoors","steps":23,"height":1216,"width":832,"scale":5.5,"seed":987654321,"noise_schedule":"karras","sampler":"k_euler_ancestral","uc":"lowres","v4_prompt":{"caption":{"base_caption":"2girls, outdoors","char_captions":[{"char_caption":"girl, red hair","centers":[{"x":0.3,"y":0.5}]},{"char_caption":"girl, kimono","centers":[{"x":0.7,"y":0.5}]}]},"use_coords":true,"use_order":true},"v4_negative_prompt":{"caption":{"base_caption":"lowres","char_captions":[{"char_caption":"hat","centers":[]},{"char_caption":"","centers":[]}]},"legacy_uc":false}}"#
        ),
      ],
      [
        "seed": "987654321", "steps": "23", "cfg": "5.5", "sampler": "k_euler_ancestral", "scheduler": "karras",
        "size": "832x1216", "model": "NovelAI Diffusion V4.5 4BDE2A90",
        "prompt": "2girls, outdoors | girl, red hair | girl, kimono", "negative_prompt": "lowres | hat",
      ]),
    Example(
      "NovelAI of old",
      chunks: [
        TextChunk("Software", "NovelAI"), TextChunk("Description", "a cat"),
        TextChunk(
          "Comment",
          #"{"steps": 28, "sampler": "k_euler_ancestral", "seed": 12, "strength": 0.69, "noise": 0.667, "scale": 11.0, "uc": "lowres"}"#
        ),
      ],
      [
        "seed": "12", "steps": "28", "cfg": "11.0", "sampler": "k_euler_ancestral", "prompt": "a cat",
        "negative_prompt": "lowres",
      ]),
    Example(
      "Hugging Face",
      #"{"prompt":"a boat","negative_prompt":"","resolution":"1024 x 1024","guidance_scale":5.5,"num_inference_steps":24,"seed":443800072,"sampler":"DPM++ 2M Karras","Model":"my model","Model hash":"aa"}"#,
      [
        "seed": "443800072", "steps": "24", "cfg": "5.5", "sampler": "DPM++ 2M", "scheduler": "Karras",
        "size": "1024x1024", "model": "my model", "prompt": "a boat",
      ]),
    Example(
      "Hugging Face with the model in an object",
      #"{"prompt":"a boat","negative_prompt":"","resolution":"832 x 1216","guidance_scale":7,"num_inference_steps":28,"seed":833127558,"sampler":"Euler a","sdxl_style":"(None)","add_quality_tags":true,"use_upscaler":null,"Model":{"Model":"Animagine XL 3.1","Model hash":"e3c47aedb0"}}"#,
      [
        "seed": "833127558", "steps": "28", "cfg": "7", "sampler": "Euler a", "size": "832x1216",
        "model": "Animagine XL 3.1", "prompt": "a boat",
      ]),
    Example(
      "RuinedFooocus",
      #"{"Prompt":"a boat","Negative":"","steps":30,"cfg":8,"width":1024,"height":1024,"seed":2020047614,"sampler_name":"dpmpp_2m_sde_gpu","scheduler":"karras","base_model_name":"x.safetensors","loras":[],"start_step":0,"denoise":1,"software":"RuinedFooocus"}"#,
      [
        "seed": "2020047614", "steps": "30", "cfg": "8", "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras",
        "size": "1024x1024", "model": "x", "prompt": "a boat",
      ]),
    Example(
      "Fooocus-MRE",
      chunks: [
        TextChunk(
          "Comment",
          #"{"prompt":"a witch","real_prompt":["a witch"],"negative_prompt":"blurry","steps":30,"cfg":7,"width":1152,"height":896,"seed":8834915829939807712,"sampler":"dpmpp_2m_sde_gpu","scheduler":"karras","base_model":"morphxl_v10.safetensors","refiner_model":"None","l1":"sd_xl_offset_example-lora_1.0.safetensors","w1":0.5,"l2":"None","w2":0.5,"software":"Fooocus 1.0.43 MRE"}"#
        )
      ],
      [
        "seed": "8834915829939807712", "steps": "30", "cfg": "7", "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras",
        "size": "1152x896", "model": "morphxl_v10", "lora": "sd_xl_offset_example-lora_1.0", "lora_strength": "0.5",
        "prompt": "a witch", "negative_prompt": "blurry",
      ]),
    Example(
      "FooocusPlus",
      chunks: [
        TextChunk(
          "Comment",
          #"{"ADM Guidance":"(1.5, 0.8, 0.3)","Backend Engine":"SDXL-Fooocus","Base Model":"elsewhereXL_v10","CLIP Skip":2,"Full Prompt":["a field"],"Guidance Scale":4.5,"LoRAs":[["sks-000003",0.5,"4852686128"]],"Metadata Scheme":"Fooocus","Negative Prompt":"","Performance":"Speed","Prompt":"a field","Refiner Model":"None","Resolution":"(1024, 1024)","Sampler":"dpmpp_2m_sde_gpu","Scheduler":"karras","Seed":"5256010854089202552","Steps":30,"User":"FooocusPlus","Version":"FooocusPlus 1.0.0"}"#
        )
      ],
      [
        "seed": "5256010854089202552", "steps": "30", "cfg": "4.5", "sampler": "dpmpp_2m_sde_gpu",
        "scheduler": "karras", "size": "1024x1024", "model": "elsewhereXL_v10", "lora": "sks-000003",
        "lora_strength": "0.5", "checkpoint": "sks-000003", "epoch": "3", "prompt": "a field",
      ]),
    Example("a comment of another program", chunks: [TextChunk("Comment", #"{"seed":1,"steps":2}"#)], [:]),
    Example(
      "RuinedFooocus before its LoRAs were a list",
      #"{"Prompt":"a boat","steps":30,"cfg":8,"width":64,"height":64,"seed":1,"base_model_name":"x.safetensors","loras":"Loras:<style-000003.safetensors:0.1>","software":"RuinedFooocus"}"#,
      [
        "seed": "1", "steps": "30", "cfg": "8", "size": "64x64", "model": "x", "lora": "style-000003",
        "lora_strength": "0.1", "checkpoint": "style-000003", "epoch": "3", "prompt": "a boat",
      ]),
    Example(
      "EasyDiffusion with lists of LoRAs",
      chunks: easyDiffusion(0) + [
        TextChunk("use_lora_model", "['sks-000008', 'sub/style']"), TextChunk("lora_alpha", "[0.8, 0.5]"),
      ],
      easyExpected.merging(
        ["lora": "sks-000008", "lora_strength": "0.8", "checkpoint": "sks-000008", "epoch": "8"]) { $1 }),
    Example(
      "EasyDiffusion's JSON with lists of LoRAs",
      #"{"prompt":"a boat","seed":5,"negative_prompt":"fog","num_inference_steps":25,"guidance_scale":7.5,"width":512,"height":768,"use_stable_diffusion_model":"x/base","sampler_name":"euler_a","scheduler_name":"automatic","use_lora_model":["sks-000008","style"],"lora_alpha":[0.8,1]}"#,
      [
        "seed": "5", "steps": "25", "cfg": "7.5", "sampler": "euler_a", "scheduler": "automatic", "size": "512x768",
        "model": "base", "lora": "sks-000008", "lora_strength": "0.8", "checkpoint": "sks-000008", "epoch": "8",
        "prompt": "a boat", "negative_prompt": "fog",
      ]),
    Example(
      "EasyDiffusion with a list that cannot be read",
      chunks: easyDiffusion(0) + [
        TextChunk("use_lora_model", #"['it\'s', "b"]"#), TextChunk("lora_alpha", "[0.8, 0.5]"),
      ],
      easyExpected),
    Example(
      "Tensor.Art: the seed is in the graph",
      chunks: [
        TextChunk(
          "generation_data",
          #"{"prompt":"a boat","negativePrompt":"x","width":768,"height":1152,"samplerName":"euler","steps":25,"cfgScale":3.5,"seed":"-1","baseModel":{"modelFileName":"flux.safetensors"},"models":[{"type":"LORA","modelFileName":"l-000002.safetensors","weight":0.8}]} "#
        ),
        TextChunk(
          "prompt",
          #"{"1":{"class_type":"KSampler_A1111","inputs":{"seed":987,"steps":25,"cfg":3.5,"sampler_name":"euler","scheduler":"normal","model":["2",0]}},"2":{"class_type":"ECHOCheckpointLoaderSimple","inputs":{"ckpt_name":"EMS-1-EMS.safetensors"}},"3":{"class_type":"SaveImage","inputs":{"filename_prefix":"x","images":["4",0]}},"4":{"class_type":"VAEDecode","inputs":{"samples":["1",0]}}}"#
        ),
      ],
      [
        "seed": "987", "steps": "25", "cfg": "3.5", "sampler": "euler", "size": "768x1152", "model": "flux",
        "lora": "l-000002", "lora_strength": "0.8", "checkpoint": "l-000002", "epoch": "2", "prompt": "a boat",
        "negative_prompt": "x",
      ]),
    Example(
      "StabilityMatrix: its text before the graph",
      chunks: [
        TextChunk("smproj", "{}"), TextChunk("parameters-json", "{}"), TextChunk("prompt", ComfyUITests.c1),
        TextChunk(
          "parameters", "猫\nSteps: 4, Sampler: Euler, CFG scale: 7, Seed: 3, Size: 64x64, Model: x.safetensors"),
      ],
      ["seed": "3", "steps": "4", "sampler": "Euler", "cfg": "7", "size": "64x64", "model": "x", "prompt": "猫"]),
    Example(
      "a parameters text without settings gives way to the graph",
      chunks: [TextChunk("parameters", "just words"), TextChunk("prompt", ComfyUITests.c1)], ComfyUITests.base),
    Example(
      "EasyDiffusion in snake case", chunks: easyDiffusion(0),
      easyExpected),
    Example("EasyDiffusion in words", chunks: easyDiffusion(1), easyExpected),
    Example(
      "gen_img.py",
      chunks: [
        ("prompt", "a {cat|dog}"), ("seed", "478163327"), ("sampler", "ddim"), ("steps", "30"), ("scale", "12.0"),
        ("negative-prompt", "blurry"), ("original-height", "1024"), ("original-width", "1024"),
      ].map { TextChunk($0, $1) },
      [
        "seed": "478163327", "sampler": "ddim", "steps": "30", "cfg": "12.0", "prompt": "a {cat|dog}",
        "negative_prompt": "blurry",
      ]),
    Example(
      "Draw Things",
      chunks: [
        TextChunk(
          "XML:com.adobe.xmp",
          drawThings(
            comment:
              #"{"c":"a boat &amp; a &lt;cat&gt;","uc":"","model":"sd_xl_base_1.0_f16.ckpt","sampler":"DPM++ 2M Karras","seed":42,"scale":5,"steps":30,"size":"512x768"}"#
          ))
      ],
      [
        "seed": "42", "steps": "30", "cfg": "5", "sampler": "DPM++ 2M", "scheduler": "Karras", "size": "512x768",
        "model": "sd_xl_base_1.0_f16", "prompt": "a boat & a <cat>",
      ]),
    Example(
      "Draw Things' description", chunks: [TextChunk("XML:com.adobe.xmp", drawThings(comment: "{cut"))],
      [
        "seed": "3", "steps": "10", "cfg": "10.0", "sampler": "DDIM", "size": "64x64", "model": "m", "prompt": "a boat",
        "negative_prompt": "fog",
      ]),
    Example(
      "Mochi Diffusion of old",
      chunks: [
        TextChunk(
          "XML:com.adobe.xmp",
          described(
            "Include in Image: a red; blue cube; Exclude from Image: blurry; Model: Example; Steps: 8; Guidance Scale: 4.5; Seed: 42; Size: 64x32; Quality: high; Input Images: first.png, second.png; Scheduler: DPM-Solver++; ML Compute Unit: CPU &amp; GPU; Generator: Mochi Diffusion 6.0"
          ))
      ],
      [
        "seed": "42", "steps": "8", "cfg": "4.5", "sampler": "DPM-Solver++", "size": "64x32", "model": "Example",
        "prompt": "a red; blue cube", "negative_prompt": "blurry",
      ]),
    Example(
      "Mochi Diffusion with a prompt like its keys",
      chunks: [
        TextChunk(
          "XML:com.adobe.xmp",
          described(
            "Include in Image: a red; Model: T; Model: Example; Steps: 8; Seed: 42; Generator: Mochi Diffusion 6.0"))
      ], [:]),
    Example(
      "Mochi Diffusion",
      chunks: [
        TextChunk(
          "XML:com.adobe.xmp",
          described(
            #"Metadata Version: 2&#xA;Include in Image: a cat; Model: hat\\ \nin fog&#xA;Exclude from Image: blurry&#xA;Model: sd-2-1-base&#xA;Size: 512 x 768&#xA;Scheduler: DPM-Solver++&#xA;Seed: 1234&#xA;Steps: 30&#xA;Guidance Scale: 7.5&#xA;Generator: Mochi Diffusion 6.0"#
          ))
      ],
      [
        "seed": "1234", "steps": "30", "cfg": "7.5", "sampler": "DPM-Solver++", "size": "512x768",
        "model": "sd-2-1-base", "prompt": "a cat; Model: hat\\ \nin fog", "negative_prompt": "blurry",
      ]),
    Example("GIMP's comment", chunks: [TextChunk("Comment", "Created with GIMP"), TextChunk("Software", "GIMP")], [:]),
    Example("a comment that only looks like it", chunks: [TextChunk("Comment", "Done: yes, steps: 4, size: 8x8")], [:]),
    Example(
      "a comment that is it", chunks: [TextChunk("Comment", "x\nSteps: 4, Sampler: Euler, Seed: 3")],
      ["prompt": "x", "steps": "4", "sampler": "Euler", "seed": "3"]),
    Example("nothing", chunks: [], [:]),
    Example("unknown JSON", #"{"a":{"b":[1,2]}}"#, [:]),
    Example("cut JSON", #"{"sui_image_params":{"prompt":"a tr"#, [:]),
    Example(
      "a prompt that begins with a brace", "{red|blue} car\nSteps: 4, Seed: 1",
      ["prompt": "{red|blue} car", "steps": "4", "seed": "1"]),
  ]

  static let easyExpected = [
    "seed": "42", "steps": "25", "cfg": "7.5", "sampler": "euler_a", "size": "512x768", "model": "base",
    "prompt": "a boat", "negative_prompt": "fog",
  ]

  static func easyDiffusion(_ spelling: Int) -> [TextChunk] {
    [
      (["prompt", "Prompt"], "a boat"), (["negative_prompt", "Negative Prompt"], "fog"), (["seed", "Seed"], "42"),
      (["use_stable_diffusion_model", "Stable Diffusion model"], "models/base.safetensors"),
      (["sampler_name", "Sampler"], "euler_a"), (["num_inference_steps", "Steps"], "25"),
      (["guidance_scale", "Guidance Scale"], "7.5"), (["width", "Width"], "512"), (["height", "Height"], "768"),
    ].map { TextChunk($0[spelling], $1) }
  }

  static func drawThings(comment: String) -> String {
    """
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/">
     <dc:description><rdf:Alt><rdf:li xml:lang="x-default">a boat&#10;-fog&#xA;Steps: 10, Sampler: DDIM, Guidance Scale: 10.0, Seed: 3, Size: 64x64, Model: m.ckpt</rdf:li></rdf:Alt></dc:description>
     <exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">\(comment.replacing("\"", with: "&quot;"))</rdf:li></rdf:Alt></exif:UserComment>
    </rdf:Description></rdf:RDF></x:xmpmeta>
    """
  }

  static func described(_ text: String) -> String {
    """
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description>
     <dc:description><rdf:Alt><rdf:li xml:lang="x-default">\(text)</rdf:li></rdf:Alt></dc:description>
    </rdf:Description></rdf:RDF></x:xmpmeta>
    """
  }

  @Test(arguments: examples) func reads(example: Example) { example.check() }

  @Test func whoWroteItIsTold() {
    let dialects = Dictionary(grouping: Self.examples) { Dialects.read($0.chunks, fileStem: "")?.dialect ?? "none" }
    #expect(
      Set(dialects.keys) == [
        "InvokeAI", "SwarmUI", "Fooocus", "NovelAI", "Hugging Face", "RuinedFooocus", "Tensor.Art", "A1111", "ComfyUI",
        "EasyDiffusion", "sd-scripts", "Draw Things", "Fooocus-MRE", "Mochi Diffusion", "unknown", "none",
      ])
    #expect(parameters(#"{"sui_image_params":{"prompt":"a tr"#)?.problem != nil)
  }
}
