import Metadata
import Samples
import Testing

/// A1111's text and its kin: the documented examples, the quirks, and texts that only look like it.
@Suite struct A1111Tests {
  static let examples = [
    Example(
      "A1",
      """
      a red bicycle by a canal, morning fog
      Negative prompt: blurry, text
      Steps: 24, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890, Size: 512x768, Model hash: 0a1b2c3d4e, Model: myrun-000010, Clip skip: 2, Version: v1.10.1
      """,
      [
        "seed": "1234567890", "steps": "24", "cfg": "6.5", "sampler": "DPM++ 2M", "scheduler": "Karras",
        "size": "512x768", "model": "myrun-000010", "checkpoint": "myrun-000010", "epoch": "10",
        "prompt": "a red bicycle by a canal, morning fog", "negative_prompt": "blurry, text",
      ]),
    Example(
      "A2",
      """
      portrait of sks person,
      <lora:sks_person-000008:0.8> soft light,

      film grain
      Negative prompt: lowres,
      bad hands

      Steps: 30, Sampler: Euler a, Schedule type: Automatic, CFG scale: 7, Seed: 42, Size: 832x1216, Model hash: 1f2e3d4c5b, Model: base_xl, Denoising strength: 0.35, Hires upscale: 1.5, Hires steps: 12, Hires upscaler: R-ESRGAN 4x+ Anime6B, Lora hashes: "sks_person-000008: 9f8e7d6c5b4a, detail: 0011aabbccdd", TI hashes: "neg_v1: 77aa", Version: v1.9.4
      """,
      [
        "seed": "42", "steps": "30", "cfg": "7", "sampler": "Euler a", "scheduler": "Automatic", "size": "832x1216",
        "model": "base_xl", "lora": "sks_person-000008", "lora_strength": "0.8", "checkpoint": "sks_person-000008",
        "epoch": "8", "negative_prompt": "lowres,\nbad hands",
        "prompt": "portrait of sks person,\n<lora:sks_person-000008:0.8> soft light,\n\nfilm grain",
      ]),
    Example(
      "A3",
      """
      tiny robot
      Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 965400086, Size: 512x512, Model hash: 45dee52b
      """,
      [
        "seed": "965400086", "steps": "20", "cfg": "7", "sampler": "DPM++ 2M", "scheduler": "Karras",
        "size": "512x512", "prompt": "tiny robot",
      ]),
    Example(
      "A4: a sheet's axes are not values of the sheet",
      """
      a house
      Steps: 20, Sampler: Euler, CFG scale: 7.0, Seed: 5, Size: 512x512, Model: m, Script: X/Y/Z plot, X Type: CFG Scale, X Values: "3,5,7", Y Type: Checkpoint name, Y Values: "run-000001.safetensors,run-000002.safetensors", Version: v1.10.1
      """,
      ["seed": "5", "steps": "20", "sampler": "Euler", "size": "512x512", "prompt": "a house"]),
    Example(
      "Q1", "x\nSteps: 20, Sampler: Euler, Seed: 1, Hashes: {\"model\": \"aa\", \"lora:foo\": \"bb\"}, Model: late",
      ["steps": "20", "sampler": "Euler", "seed": "1", "model": "late", "prompt": "x"]),
    Example(
      "Q2", "subject: cat, style: ink, mood: calm, light: dusk",
      ["prompt": "subject: cat, style: ink, mood: calm, light: dusk"]),
    Example(
      "Q3",
      "a\nNegative prompt: b\nSteps: 20, Sampler: Euler, Seed: 3, Size: 64x64\nTemplate: a {x|y}, z\nNegative Template: b",
      ["prompt": "a", "negative_prompt": "b", "steps": "20", "sampler": "Euler", "seed": "3", "size": "64x64"]),
    Example("Q4", "x\nSteps: 9, Sampler: , Styles: , Seed: 1", ["prompt": "x", "steps": "9", "seed": "1"]),
    Example(
      "Q5", #"x\#nSteps: 9, Hires prompt: "line one\nsays \"hi\", Seed: 4, ok", Seed: 1"#,
      ["prompt": "x", "steps": "9", "seed": "1"]),
    Example("Q6", "x\nSteps: 9, X: 3, Seed: 1", ["prompt": "x", "steps": "9", "seed": "1"]),
    Example(
      "Q7", "Steps: to heaven, painting\nSteps: 9, Sampler: Euler, Seed: 1",
      ["prompt": "Steps: to heaven, painting", "steps": "9", "sampler": "Euler", "seed": "1"]),
    Example("Q8", "cat\nSteps: 12, Seed: 9", ["prompt": "cat", "steps": "12", "seed": "9"]),
    Example(
      "Q9",
      "x\nSteps: 20, Size: 1024x1024, Sampler: DDIM, Seed: 77, CFG scale: 6, App: SD.Next, Version: 56a8aea, Operations: txt2img; upscale, Model: run-step00002000",
      [
        "prompt": "x", "steps": "20", "size": "1024x1024", "sampler": "DDIM", "seed": "77", "cfg": "6",
        "model": "run-step00002000", "checkpoint": "run-step00002000", "step": "2000",
      ]),
    Example(
      "Q9 without sampler", "x\nSteps: 20, Size: 1024x1024, Seed: 77, App: SD.Next",
      ["prompt": "x", "steps": "20", "size": "1024x1024", "seed": "77"]),
    Example(
      "Q10", "x\r\nNegative prompt: y\r\nSteps: 9, Sampler: Euler, Seed: 1\r\n",
      ["prompt": "x", "negative_prompt": "y", "steps": "9", "sampler": "Euler", "seed": "1"]),
    Example(
      "Q11", "x\nNegative prompt: y: 1, steps: 20, seed: 3",
      ["prompt": "x", "negative_prompt": "y: 1, steps: 20, seed: 3"]),
    Example(
      "Q12", "x\nSteps: 4, Sampler: euler_simple, Seed: 1, Size: 8x8",
      ["prompt": "x", "steps": "4", "sampler": "euler", "scheduler": "simple", "seed": "1", "size": "8x8"]),
    Example(
      "Q12: no blind split", "x\nSteps: 4, Sampler: dpmpp_2m_sde_gpu, Seed: 1",
      ["prompt": "x", "steps": "4", "sampler": "dpmpp_2m_sde_gpu", "seed": "1"]),
    Example(
      "Q13", "x\nSteps: 4, Sampler: Euler Ancestral Karras, Seed: 1, Size: 1536x1536, Model: x.safetensors",
      [
        "prompt": "x", "steps": "4", "sampler": "Euler Ancestral", "scheduler": "Karras", "seed": "1",
        "size": "1536x1536", "model": "x",
      ]),
    Example(
      "Q14", "x\nSteps: 4, Sampler: Euler, Seed: 18446744073709551615",
      ["prompt": "x", "steps": "4", "sampler": "Euler", "seed": "18446744073709551615"]),
    Example(
      "Q15",
      "x\nSteps: 4, Sampler: Undefined, Seed: 1, Distilled CFG Scale: 3.5, Hires Distilled CFG Scale: 2, CFG scale: 1.0, width: 512, height: 768",
      ["prompt": "x", "steps": "4", "seed": "1", "guidance": "3.5", "cfg": "1.0", "size": "512x768"]),
    Example("no prompt", "Steps: 4, Sampler: Euler, Seed: 1", ["steps": "4", "sampler": "Euler", "seed": "1"]),
    Example(
      "a random seed is unknown", "x\nSteps: 4, Sampler: Euler, Seed: -1",
      ["prompt": "x", "steps": "4", "sampler": "Euler"]),
    Example(
      "a text that ends as C does", "x\nSteps: 4, Sampler: Euler, Seed: 1, Size: 64x64\0",
      ["prompt": "x", "steps": "4", "sampler": "Euler", "seed": "1", "size": "64x64"]),
    Example(
      "figures with a fraction", "x\nSteps: 28.0, Sampler: Euler, CFG scale: 5, Seed: 5.0",
      ["prompt": "x", "steps": "28.0", "sampler": "Euler", "cfg": "5"]),
    Example(
      "SD.Next's LoRAs",
      "x\nSteps: 4, Size: 8x8, Seed: 1, LoRA networks: \"run-000002, detail\", LoRA hashes: \"9f8e, 00aa\", App: SD.Next",
      [
        "prompt": "x", "steps": "4", "size": "8x8", "seed": "1", "lora": "run-000002", "checkpoint": "run-000002",
        "epoch": "2",
      ]),
    Example(
      "parameters quoted in the prompt and in the negative",
      """
      Steps: 20, Sampler: fake, Seed: 99, CFG scale: 1
      a "sign: says, hi": yes, (foo:1.2)
      Negative prompt: Steps: 3, Seed: 5
      Steps: 30, Sampler: Euler a, Schedule type: Automatic, CFG scale: 5.5, Seed: 7, Size: 640x640, Model: foo

      """,
      [
        "prompt": "Steps: 20, Sampler: fake, Seed: 99, CFG scale: 1\na \"sign: says, hi\": yes, (foo:1.2)",
        "negative_prompt": "Steps: 3, Seed: 5", "steps": "30", "sampler": "Euler a", "scheduler": "Automatic",
        "cfg": "5.5", "seed": "7", "size": "640x640", "model": "foo",
      ]),
    Example(
      "ADetailer, ControlNet and a second pass have settings of their own",
      #"x\#nNegative prompt: y\#nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 3, Size: 512x512, Model: m, Denoising strength: 0.3, Hires CFG Scale: 1, Hires upscale: 1.5, Hires steps: 10, Hires sampler: DPM++ 2M, Hires schedule type: Beta, Hires prompt: "<lora:foo-000003:1> bar", ADetailer model: face_yolov8n.pt, ADetailer prompt: "face, Seed: 8, Steps: 2", ADetailer steps: 33, ADetailer CFG scale: 2, ADetailer sampler: DDIM, ADetailer checkpoint: other.safetensors, ControlNet 0: "Module: none, Model: openpose [aa], Weight: 1, Guidance Start: 0", Refiner: r [aa], Variation seed: 55, Seed resize from: 256x256, TI hashes: "easy: aa", Version: v1.8.0"#,
      [
        "prompt": "x", "negative_prompt": "y", "steps": "20", "sampler": "Euler", "cfg": "7", "seed": "3",
        "size": "512x512", "model": "m",
      ]),
    Example(
      "Forge",
      "x\nSteps: 20, Sampler: [Forge] Flux Realistic, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 3, Size: 896x1152, Model: flux1-dev-bnb, Version: f2.0.1v1.10.1, Module 1: ae, Module 2: clip_l, Diffusion in Low Bits: bnb-nf4",
      [
        "prompt": "x", "steps": "20", "sampler": "[Forge] Flux Realistic", "scheduler": "Simple", "cfg": "1",
        "guidance": "3.5", "seed": "3", "size": "896x1152", "model": "flux1-dev-bnb",
      ]),
    Example(
      "a model with its hash", "x\nSteps: 4, Sampler: Euler, Seed: 1, Model: run-000003.safetensors [0a1b2c3d4e]",
      [
        "prompt": "x", "steps": "4", "sampler": "Euler", "seed": "1", "model": "run-000003",
        "checkpoint": "run-000003", "epoch": "3",
      ]),
    Example(
      "first of two", "x\nSteps: 4, Sampler: Euler, Seed: 1, Model: a, Seed: 2, Model: b",
      ["prompt": "x", "steps": "4", "sampler": "Euler", "seed": "1", "model": "a"]),
    Example(
      "a date is no epoch", "x\nSteps: 4, Seed: 1, Model: mix-20240315",
      ["prompt": "x", "steps": "4", "seed": "1", "model": "mix-20240315"]),
    Example(
      "several LoRAs of which one is a checkpoint",
      "<lora:style:0.4><lora:runs\\my_000002500:0.9> x <lora:no strength>\nSteps: 4, Seed: 1",
      [
        "prompt": "<lora:style:0.4><lora:runs\\my_000002500:0.9> x <lora:no strength>", "steps": "4", "seed": "1",
        "lora": "runs/my_000002500", "lora_strength": "0.9", "checkpoint": "my_000002500", "step": "2500",
      ]),
    Example(
      "several LoRAs", "<lora:a:1> <lora:b:0.5:0.4> <lyco:c:x>\nSteps: 4, Seed: 1",
      ["prompt": "<lora:a:1> <lora:b:0.5:0.4> <lyco:c:x>", "steps": "4", "seed": "1", "lora": "a, b, c"]),
    Example(
      "two checkpoints leave the checkpoint open",
      "<lora:a-000001:1><lora:b-000002:1>\nSteps: 4, Seed: 1, Model: m-000003",
      [
        "prompt": "<lora:a-000001:1><lora:b-000002:1>", "steps": "4", "seed": "1", "lora": "a-000001, b-000002",
        "lora_strength": "1, 1", "model": "m-000003",
      ]),
    Example(
      "Fooocus' second scheme",
      chunks: [
        TextChunk(
          "parameters",
          #"a fox, cinematic\#nNegative prompt: ugly\#nSteps: 30, Sampler: DPM++ 2M SDE Karras, Scheduler: karras, Seed: 6952411511246973023, Size: 768x1280, CFG scale: 4.0, Model: juggernaut_v8, Raw prompt: "a fox", Performance: Speed, Styles: "['Fooocus V2', 'Sharp']", Lora hashes: "offset_example: bb", Lora weights: "offset_example: 0.1", Version: Fooocus v2.4.3"#
        ), TextChunk("fooocus_scheme", "a1111"),
      ],
      [
        "prompt": "a fox", "negative_prompt": "ugly", "steps": "30", "sampler": "DPM++ 2M SDE", "scheduler": "karras",
        "seed": "6952411511246973023", "size": "768x1280", "cfg": "4.0", "model": "juggernaut_v8",
        "lora": "offset_example", "lora_strength": "0.1",
      ]),
  ]

  static let kin = [
    Example(
      "stable-diffusion.cpp",
      """
      A sunflower field
      Negative prompt: Blue sky
      Steps: 30, CFG scale: 5.000000, Guidance: 3.500000, Eta: 0.000000, Seed: 1375127038, Size: 512x512, Model: v1-5-pruned-emaonly.safetensors, RNG: cuda, Sampler: dpm++2mv2 karras, Version: stable-diffusion.cpp
      """,
      [
        "seed": "1375127038", "steps": "30", "cfg": "5.000000", "guidance": "3.500000", "sampler": "dpm++2mv2",
        "scheduler": "karras", "size": "512x512", "model": "v1-5-pruned-emaonly", "prompt": "A sunflower field",
        "negative_prompt": "Blue sky",
      ]),
    Example(
      "stable-diffusion.cpp with a diffusion model of its own",
      """
      Person in a pirate costume
      Steps: 30, CFG scale: 1.000000, Guidance: 3.500000, Eta: 0.000000, Seed: 1177101575, Size: 512x512, Model: , RNG: cuda, Sampler: euler discrete, TE: clip_l.safetensors, TE: t5.gguf, Unet: flux-000012.gguf, VAE: ae.safetensors, Version: stable-diffusion.cpp
      """,
      [
        "seed": "1177101575", "steps": "30", "cfg": "1.000000", "guidance": "3.500000", "sampler": "euler",
        "scheduler": "discrete", "size": "512x512", "model": "flux-000012", "checkpoint": "flux-000012", "epoch": "12",
        "prompt": "Person in a pirate costume",
      ]),
    Example(
      "a sampler of another program keeps its words",
      "x\nSteps: 30, Sampler: euler discrete, Seed: 1, Version: v1.10.1",
      ["seed": "1", "steps": "30", "sampler": "euler discrete", "prompt": "x"]),
    Example(
      "Additional Networks",
      """
      1girl, pink hair
      Steps: 20, Sampler: DPM++ SDE Karras, CFG scale: 6, Seed: 780207036, Size: 512x768, Model: AbyssOrangeMix2, AddNet Enabled: True, AddNet Module 1: LoRA, AddNet Model 1: ElysiaV3-000002(6d3eb064dcc1), AddNet Weight A 1: 0.9, AddNet Weight B 1: 0.9, AddNet Module 2: LoRA, AddNet Model 2: elfmorie2(a34cd9a8c3cc), AddNet Weight A 2: 1, AddNet Weight B 2: 1
      Template: 1girl, __haircolor__
      """,
      [
        "seed": "780207036", "steps": "20", "cfg": "6", "sampler": "DPM++ SDE", "scheduler": "Karras",
        "size": "512x768", "model": "AbyssOrangeMix2", "lora": "ElysiaV3-000002", "lora_strength": "0.9",
        "checkpoint": "ElysiaV3-000002", "epoch": "2", "prompt": "1girl, pink hair",
      ]),
    Example(
      "Additional Networks in any order, of older versions, and switched off",
      """
      x
      Steps: 35, ENSD: 31337, Seed: 302680275, AddNet Enabled: True, AddNet Model 1: style_v01(b6686cd9b728), AddNet Module 1: LoRA, AddNet Weight 1: 0.65, AddNet Model 2: None, AddNet Weight 2: 1
      """,
      ["seed": "302680275", "steps": "35", "lora": "style_v01", "lora_strength": "0.65", "prompt": "x"]),
    Example(
      "Additional Networks that are off",
      "x\nSteps: 35, Seed: 2, AddNet Enabled: False, AddNet Model 1: style_v01(b6686cd9b728), AddNet Weight A 1: 1",
      ["seed": "2", "steps": "35", "prompt": "x"]),
    Example(
      "a sheet of Additional Networks",
      "x\nSteps: 20, Sampler: Euler, Seed: 3, AddNet Enabled: True, AddNet Model 1: s-000004(b6), AddNet Weight A 1: 1, Script: X/Y/Z plot, X Type: AddNet Model 1, X Values: \"a, b\"",
      ["seed": "3", "steps": "20", "sampler": "Euler", "prompt": "x"]),
    Example(
      "Civitai's own generator",
      """
      a knight
      Negative prompt: greyscale
      Steps: 22, Sampler: DPM++ 2M Karras, CFG scale: 3.8, Seed: 894409639, Size: 832x1216, Clip skip: 2, Created Date: 2024-09-23T06:17:42.9952795Z, Civitai resources: [{"type":"checkpoint","modelVersionId":128078,"modelName":"SD XL","modelVersionName":"v1.0 VAE fix"},{"type":"lora","weight":0.85,"modelVersionId":210432,"modelName":"Double Exposure","modelVersionName":"Double Exposure"},{"type":"embed","weight":1,"modelVersionId":134583,"modelName":"negativeXL","modelVersionName":"D"}], Civitai metadata: {"remixOfId":11111100000}
      """,
      [
        "seed": "894409639", "steps": "22", "cfg": "3.8", "sampler": "DPM++ 2M", "scheduler": "Karras",
        "size": "832x1216", "model": "SD XL", "lora": "Double Exposure", "lora_strength": "0.85", "prompt": "a knight",
        "negative_prompt": "greyscale",
      ]),
    Example(
      "Civitai's list beside names of files",
      #"x\#nSteps: 28, Sampler: Euler, Seed: 4, Model: dream, Lora hashes: "tweaker: e3f9", Civitai resources: [{"type":"checkpoint","modelName":"Dream Shaper"},{"type":"lora","weight":0.6,"modelName":"Detail Tweaker"}], Version: v1.9.4"#,
      ["seed": "4", "steps": "28", "sampler": "Euler", "model": "dream", "lora": "tweaker", "prompt": "x"]),
    Example(
      "Civitai's list with a LoRA that has no name",
      #"x\#nSteps: 28, Sampler: Euler, Seed: 5, Civitai resources: [{"type":"checkpoint","modelVersionId":7},{"type":"lora","weight":0.6,"modelName":"A"},{"type":"lora","weight":0.5,"modelVersionId":8}]"#,
      ["seed": "5", "steps": "28", "sampler": "Euler", "prompt": "x"]),
    Example(
      "LoRAs that a saving node for ComfyUI numbers",
      #"x\#nNegative prompt: y\#nSteps: 20, Sampler: DPM++ SDE Karras, CFG scale: 6.0, Seed: 1111111111111, Clip skip: 2, Size: 1024x1024, Model: base.safetensors, Model hash: ababababab, Lora_1 Model name: style.safetensors, Lora_1 Model hash: ab, Lora_1 Strength model: 1, Lora_1 Strength clip: 1, Lora_0 Model name: sks-000004.safetensors, Lora_0 Model hash: abab, Lora_0 Strength model: -1.1, Lora_0 Strength clip: 0.5, Hashes: {"model": "ababababab"}"#,
      [
        "seed": "1111111111111", "steps": "20", "cfg": "6.0", "sampler": "DPM++ SDE", "scheduler": "Karras",
        "size": "1024x1024", "model": "base", "lora": "sks-000004", "lora_strength": "-1.1",
        "checkpoint": "sks-000004", "epoch": "4", "prompt": "x", "negative_prompt": "y",
      ]),
    Example(
      "numbered LoRAs of which none is a checkpoint",
      "x\nSteps: 20, Seed: 1, Lora_10 Model name: c.pt, Lora_0 Model name: a.safetensors, Lora_0 Strength model: 0.5, Lora_2 Model name: b.safetensors, Lora_2 Strength model: 1.0, Lora_10 Strength model: 0.2",
      ["seed": "1", "steps": "20", "lora": "a, b, c", "lora_strength": "0.5, 1.0, 0.2", "prompt": "x"]),
    Example(
      "stable-diffusion.cpp with a second copy of it all",
      #"x\#nSteps: 30, CFG scale: 5.000000, Guidance: 3.500000, Eta: 0.000000, Seed: 1375127038, Size: 512x512, Model: m.safetensors, RNG: cuda, Sampler: dpm++2mv2 karras, Version: stable-diffusion.cpp, SDCPP: {"schema":"sdcpp.image.params/v1","seed":1375127038,"prompt":{"positive":"x, Steps: 9, Seed: 8","negative":""},"models":{"model":"m.safetensors"}}"#,
      [
        "seed": "1375127038", "steps": "30", "cfg": "5.000000", "guidance": "3.500000", "sampler": "dpm++2mv2",
        "scheduler": "karras", "size": "512x512", "model": "m", "prompt": "x",
      ]),
    Example(
      "a schedule of ComfyUI behind a sampler",
      "x\nNegative prompt: \nSteps: 8, Sampler: Euler simple, CFG scale: 1.0, Seed: 595611427178957, Size: 1344x1024, Model hash: 5394fca4fa, Model: krea2",
      [
        "seed": "595611427178957", "steps": "8", "cfg": "1.0", "sampler": "Euler", "scheduler": "simple",
        "size": "1344x1024", "model": "krea2", "prompt": "x",
      ]),
    Example(
      "a schedule in words behind a sampler", "x\nSteps: 8, Sampler: DPM++ 2M SGM Uniform, Seed: 5",
      ["seed": "5", "steps": "8", "sampler": "DPM++ 2M", "scheduler": "SGM Uniform", "prompt": "x"]),
    Example(
      "Civitai's list with kinds in its addresses",
      #"x\#nSteps: 4, Seed: 5, Civitai resources: [{"modelName":"Z Image","versionName":"Turbo","air":"urn:air:zimageturbo:checkpoint:civitai:12345@67890"},{"type":"LORA","modelName":"A","weight":0.5},{"modelName":"B","weight":1,"air":"urn:air:zimageturbo:lora:civitai:1@2"}], Version: ComfyUI"#,
      [
        "seed": "5", "steps": "4", "model": "Z Image", "lora": "A, B", "lora_strength": "0.5, 1", "prompt": "x",
      ]),
    Example(
      "Civitai's text without its line breaks",
      #"a vintage car, model: old, FOG Negative prompt: Steps: 23, Sampler: Undefined, CFG scale: 3.5, Seed: 1760020955, Size: 832x1216, Clip skip: 2, Created Date: 2025-11-28T09:18:43.5269343Z, Civitai resources: [{"type":"checkpoint","modelVersionId":2442439,"modelName":"Z Image","modelVersionName":"Turbo"}], Civitai metadata: {}"#,
      [
        "seed": "1760020955", "steps": "23", "cfg": "3.5", "size": "832x1216", "model": "Z Image",
        "prompt": "a vintage car, model: old, FOG",
      ]),
    Example(
      "a text whose last line break is lost",
      "a car\nin fog\nNegative prompt: blurry, Steps: 20, Sampler: Euler a, Seed: 5",
      [
        "seed": "5", "steps": "20", "sampler": "Euler a", "prompt": "a car\nin fog", "negative_prompt": "blurry,",
      ]),
    Example(
      "no negative prompt and no line break", "a car. Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5",
      ["seed": "5", "steps": "20", "cfg": "7", "sampler": "Euler a", "prompt": "a car."]),
    Example(
      "steps of something else", "a car, Hires Steps: 20, Seed: 5, Sampler: x",
      ["seed": "5", "sampler": "x"]),
    Example(
      "steps behind the size", "a car\nSize: 8x8, Seed: 5, Sampler: Euler, Steps: 20, CFG scale: 7",
      ["size": "8x8", "seed": "5", "sampler": "Euler", "steps": "20", "cfg": "7", "prompt": "a car"]),
  ]

  @Test(arguments: examples + kin) func reads(example: Example) { example.check() }

  @Test func sheetsAreMarked() throws {
    let sheet = try #require(
      parameters("a\nSteps: 20, Sampler: Euler, Seed: 5, Script: X/Y/Z plot, X Type: Seed, X Values: \"1,2\""))
    #expect(sheet.isGridSheet)
    #expect(!sheet.dimensions().contains { $0.name == "seed" })
    #expect(try !#require(parameters("a\nSteps: 20, Seed: 5, X Type: Seed")).isGridSheet)
  }

  @Test func whatIsNoDimensionIsKeptForTheDetailView() throws {
    let text =
      #"a\#nSteps: 9, Seed: 5, Clip skip: 2, Hires prompt: "one\nsays \"hi\", ok", Hashes: {"model": "aa", "b": 1}\#nTemplate: x, y"#
    let further = try #require(parameters(text)).further
    #expect(further.map(\.name) == ["Clip skip", "Hires prompt", "Hashes", "Template"])
    #expect(further.map(\.value) == ["2", "one\nsays \"hi\", ok", #"{"model": "aa", "b": 1}"#, "x, y"])
    let lean = Dialects.read([TextChunk("parameters", text)], fileStem: "", details: false)
    #expect(lean?.further == [] && lean?.seed == "5")
  }

  @Test func bytesAreUTF8OrElseLatin1() throws {
    let text = "café\nSteps: 9, Seed: 5"
    let latin = TextChunk(keyword: "parameters", bytes: text.unicodeScalars.map { UInt8($0.value) })
    #expect(Dialects.read([latin], fileStem: "")?.prompt == "café")
    #expect(parameters(text)?.prompt == "café")
    #expect(parameters("猫、夜\nSteps: 9, Seed: 5")?.prompt == "猫、夜")
  }

  @Test func theFirstOfTwoChunksIsRead() {
    let chunks = [TextChunk("parameters", "a\nSteps: 1, Seed: 1"), TextChunk("parameters", "b\nSteps: 2, Seed: 2")]
    #expect(Dialects.read(chunks, fileStem: "")?.seed == "1")
  }
}
