import Foundation
import JSON
import Testing

/// Folders of generators: the names say little, the text inside says the rest, in any of the three formats.
@Suite struct GeneratorTreeTests {
  private static let infoText = """
    a red bicycle by a canal, morning fog
    Negative prompt: blurry, text
    Steps: 24, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890, Size: 512x768, \
    Model hash: 0a1b2c3d4e, Model: myrun-000010, Version: v1.10.1
    """
  private static let infoValues = [
    "prompt": "a red bicycle by a canal, morning fog", "negative_prompt": "blurry, text", "steps": "24",
    "sampler": "DPM++ 2M", "scheduler": "Karras", "cfg": "6.5", "seed": "1234567890", "size": "512x768",
    "model": "myrun-000010", "checkpoint": "myrun-000010", "epoch": "10",
  ]

  private static let graph = """
    {"3":{"class_type":"KSampler","inputs":{"seed":721897303308196,"steps":25,"cfg":8.0,"sampler_name":"euler",\
    "scheduler":"normal","denoise":1.0,"model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},\
    "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sdxl\\\\base_xl.safetensors"}},\
    "5":{"class_type":"EmptyLatentImage","inputs":{"width":1024,"height":768,"batch_size":1}},\
    "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a lighthouse in snow","clip":["10",1]}},\
    "7":{"class_type":"CLIPTextEncode","inputs":{"text":"people","clip":["10",1]}},\
    "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},\
    "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"grid/lh","images":["8",0]},"is_changed":[NaN]},\
    "10":{"class_type":"LoraLoader","inputs":{"lora_name":"myrun-000010.safetensors","strength_model":0.8,\
    "strength_clip":1.0,"model":["4",0],"clip":["4",1]}}}
    """
  private static let graphValues = [
    "seed": "721897303308196", "steps": "25", "cfg": "8.0", "sampler": "euler", "scheduler": "normal",
    "size": "1024x768", "model": "sdxl/base_xl", "lora": "myrun-000010", "lora_strength": "0.8",
    "prompt": "a lighthouse in snow", "negative_prompt": "people", "checkpoint": "myrun-000010", "epoch": "10",
  ]

  @Test func a1111InEveryFormat() throws {
    let bigEndian = ImageBytes.userComment(Self.infoText, bigEndian: true)
    let littleEndian = ImageBytes.userComment(Self.infoText, bigEndian: false)
    let tree = try Tree([
      ("outputs/00001-1234567890.png", ImageBytes.png([("parameters", Self.infoText)])),
      ("outputs/00002-1234567890.jpg", ImageBytes.jpeg(exif: bigEndian)),
      ("outputs/00003-1234567890.JPEG", ImageBytes.jpeg(exif: littleEndian)),
      ("outputs/00004-1234567890.webp", ImageBytes.webp(exif: bigEndian)),
      // The very same bytes as above under another name: told by signature.
      ("outputs/00005-1234567890.png", ImageBytes.jpeg(exif: bigEndian)),
    ])
    for name in [
      "00001-1234567890.png", "00002-1234567890.jpg", "00003-1234567890.JPEG", "00004-1234567890.webp",
      "00005-1234567890.png",
    ] {
      #expect(tree.values(of: "outputs/\(name)") == Self.infoValues, "\(name)")
    }
    #expect(tree.sources(of: "outputs/00001-1234567890.png")["seed"] == "filename")
    #expect(tree.problems(of: "outputs") == [:])
  }

  /// A scan passes over ComfyUI's `workflow` beside a `prompt`, unless the prompt says nothing.
  @Test func textsBesideAPromptCount() throws {
    let editor = """
      {"nodes":[{"id":3,"type":"KSampler","mode":0,"outputs":[{"links":[7]}],\
      "widgets_values":[42,"fixed",31,6.5,"euler","normal",1.0]}]}
      """
    let silent = #"{"1":{"class_type":"Note","inputs":{"text":"nothing"}}}"#
    let tree = try Tree([
      ("outputs/a.png", ImageBytes.png([("prompt", Self.graph), ("workflow", editor)])),
      ("outputs/b.png", ImageBytes.png([("prompt", silent), ("workflow", editor)])),
      ("outputs/c.png", ImageBytes.png([("prompt", Self.graph), ("workflow", editor), ("parameters", Self.infoText)])),
    ])
    #expect(tree.values(of: "outputs/a.png") == Self.graphValues)
    #expect(tree.values(of: "outputs/b.png")["seed"] == "42")
    #expect(tree.values(of: "outputs/b.png")["steps"] == "31")
    #expect(tree.values(of: "outputs/c.png") == Self.infoValues)
  }

  /// Long texts are decoded once for all that carry them; files that differ in one byte of them do not share.
  @Test func equalTextsAreReadAlikeAndOthersApart() throws {
    func text(_ seed: Int) -> String {
      "a \(String(repeating: "very ", count: 1500))long prompt\nSteps: 5, Sampler: Euler, Seed: \(seed), Size: 8x8"
    }
    let seeds = [41, 42, 41, 43, 42]
    let tree = try Tree(
      seeds.enumerated().map { ("outputs/\($0).png", ImageBytes.png([("parameters", text($1))])) })
    for (index, seed) in seeds.enumerated() {
      #expect(tree.values(of: "outputs/\(index).png")["seed"] == "\(seed)")
    }
  }

  /// Folders that are too many to be remembered between names and texts are listed twice.
  @Test(arguments: [0, 3, 4, 100])
  func textsAreReadOfFoldersRememberedOrNot(remembered: Int) throws {
    let seeds = ["outputs": [1, 2], "outputs/in": [3, 4], "outputs/in/it": [5, 6], "other": [7, 8]]
    let files = seeds.flatMap { folder, seeds in
      seeds.map { seed in
        let text = "a cat\nSteps: 5, Sampler: Euler, Seed: \(seed), Size: 8x8"
        return ("\(folder)/\(seed).png", ImageBytes.png([("parameters", text)]))
      } + [("\(folder)/beside.jpg", ImageBytes.jpeg), ("\(folder)/beside.txt", Array(Self.infoText.utf8))]
    }
    let tree = try Tree(files, remembered: remembered)
    for (folder, seeds) in seeds {
      for seed in seeds { #expect(tree.values(of: "\(folder)/\(seed).png")["seed"] == "\(seed)") }
      #expect(tree.values(of: "\(folder)/beside.jpg") == Self.infoValues)
    }
  }

  @Test func a1111SheetsAreKeptOutOfTheCells() throws {
    let sheet = Self.infoText + ", Script: X/Y/Z plot, X Type: CFG Scale, X Values: \"3,5,7\""
    let tree = try Tree([
      ("txt2img/00001-1234567890.png", ImageBytes.png([("parameters", Self.infoText)])),
      ("txt2img/xyz_grid-0001-42.png", ImageBytes.png([("parameters", sheet)])),
      ("txt2img/renamed.png", ImageBytes.png([("parameters", sheet)])),
    ])
    let detail = tree.get("/api/training-runs/txt2img")
    #expect(
      (detail["contact_sheets"]?.array ?? []).compactMap { $0["path"]?.string }
        == ["txt2img/renamed.png", "txt2img/xyz_grid-0001-42.png"])
    #expect(tree.dimensions(of: "txt2img")["cfg"] == ["6.5"])
  }

  @Test func a1111SidecarOfAnImageWithoutText() throws {
    let tree = try Tree([
      ("out/00001-1234567890.jpg", ImageBytes.jpeg),
      ("out/00001-1234567890.txt", Array(Self.infoText.utf8)),
      ("out/00002-5.png", ImageBytes.png([("parameters", "a cat\nSteps: 5, Sampler: Euler, Seed: 5, Size: 8x8")])),
      ("out/00002-5.txt", Array(Self.infoText.utf8)),
      ("out/00003-6.jpg", ImageBytes.jpeg),
      ("out/00003-6.txt", Array("  only words\n".utf8)),
    ])
    #expect(tree.values(of: "out/00001-1234567890.jpg") == Self.infoValues)
    // What the image says itself counts, and is enough.
    #expect(
      tree.values(of: "out/00002-5.png") == [
        "seed": "5", "steps": "5", "sampler": "Euler", "size": "8x8", "prompt": "a cat",
      ])
    #expect(tree.values(of: "out/00003-6.jpg") == ["seed": "6", "prompt": "only words"])
  }

  @Test func easyDiffusionsTextFiles() throws {
    let old = """
      Observing a desolate (landscape of corpses), seed: vault
      in two lines
      Width: 832
      Height: 576
      Seed: 2866349
      Steps: 50
      Guidance Scale: 15.0
      Prompt Strength: 0.8
      Use Face Correction: None
      Sampler: euler_a
      Negative Prompt: text prompt words
      Stable Diffusion model: /StableDiffusion/sd-ui/models/stable-diffusion/v1-5-pruned-emaonly.ckpt
      """
    let new = """
      Prompt: a boat
      Negative Prompt: fog,
      rain
      Seed: 42
      Stable Diffusion model: base
      Sampler: euler_a
      Steps: 25
      Guidance Scale: 7.5
      Width: 512
      Height: 768
      """
    let tree = try Tree([
      ("out/old.jpg", ImageBytes.jpeg), ("out/old.txt", Array(old.utf8)),
      ("out/new.jpg", ImageBytes.jpeg), ("out/new.txt", Array(new.utf8)),
      ("out/caption.jpg", ImageBytes.jpeg), ("out/caption.txt", Array("Steps: a dance\nSeed: a story".utf8)),
    ])
    #expect(
      tree.values(of: "out/old.jpg") == [
        "seed": "2866349", "steps": "50", "cfg": "15.0", "size": "832x576", "sampler": "euler_a",
        "model": "v1-5-pruned-emaonly", "negative_prompt": "text prompt words",
        "prompt": "Observing a desolate (landscape of corpses), seed: vault\nin two lines",
      ])
    #expect(
      tree.values(of: "out/new.jpg") == [
        "seed": "42", "steps": "25", "cfg": "7.5", "size": "512x768", "sampler": "euler_a", "model": "base",
        "prompt": "a boat", "negative_prompt": "fog,\nrain",
      ])
    #expect(tree.values(of: "out/caption.jpg") == ["prompt": "Steps: a dance\nSeed: a story"])
  }

  @Test func comfyUIInEveryFormat() throws {
    let tree = try Tree([
      ("output/lh_00001_.png", ImageBytes.png([("prompt", Self.graph), ("workflow", "{}")])),
      ("output/lh_00002_.jpg", ImageBytes.jpeg(exif: ImageBytes.text("Prompt:" + Self.graph, tag: 0x010F))),
      ("output/lh_00003_.webp", ImageBytes.webp(exif: ImageBytes.text("prompt:" + Self.graph, tag: 0x0110))),
    ])
    for name in ["lh_00001_.png", "lh_00002_.jpg", "lh_00003_.webp"] {
      #expect(tree.values(of: "output/\(name)") == Self.graphValues.merging(["prefix": "lh"]) { $1 }, "\(name)")
    }
  }

  @Test func comfyUIGridInCheckpointFolders() throws {
    let names = ["m-step00001000", "m-step00002000"].flatMap { checkpoint in
      ["1", "7"].flatMap { cfg in
        ["_00001_", "_00002_"].map { "qwen/\(checkpoint).safetensors/prompt_name=forest&seed=420&cfg=\(cfg)&\($0).png" }
      }
    }
    let tree = try Tree(names.map { ($0, ImageBytes.png([("prompt", Self.graph)])) })
    #expect(tree.runs == ["qwen/m"])
    let values = tree.dimensions(of: "qwen/m")
    #expect(values["checkpoint"] == ["m-step00001000", "m-step00002000"])
    #expect(values["cfg"] == ["1", "7"] && values["step"] == ["1000", "2000"])
    let grid = tree.get("/api/training-runs/qwen%2Fm/grid?x=cfg&y=prompt_name&slider=checkpoint")
    let images = grid["images"]?.array ?? []
    #expect(images.allSatisfy { $0["count"]?.scalarText == "2" })
    #expect(images.allSatisfy { $0["path"]?.string?.hasSuffix("_00002_.png") == true })
    // The text inside says 8.0 and another LoRA than the folder: the name counts, and the image says so.
    #expect(tree.problems(of: "qwen/m").values.allSatisfy { $0.contains("cfg: filename says") })
  }

  /// A sidecar gives what neither the name nor the image says; with the image's own text it is not asked.
  @Test func plainSettingsBesideQueryNames() throws {
    let settings = """
      {"seed":421,"steps":25,"cfg":7,"sampler_name":"euler","scheduler":"beta","width":768,"height":512,
      "prompt_text":"a quiet forest","negative_prompt":"people"}
      """
    let folder = "samples/run/study/m-000010.safetensors"
    let tree = try Tree([
      ("\(folder)/prompt_name=forest&seed=420&cfg=1&_00001_.png", ImageBytes.png),
      ("\(folder)/prompt_name=forest&seed=420&cfg=1&_00001_.json", Array(settings.utf8)),
      ("\(folder)/prompt_name=forest&seed=420&cfg=7&_00001_.png", ImageBytes.png([("prompt", Self.graph)])),
      ("\(folder)/prompt_name=forest&seed=420&cfg=7&_00001_.json", Array(settings.utf8)),
    ])
    #expect(tree.runs == ["samples/run/study/m"])
    #expect(
      tree.values(of: "\(folder)/prompt_name=forest&seed=420&cfg=1&_00001_.png") == [
        "checkpoint": "m-000010", "epoch": "10", "prompt_name": "forest", "seed": "420", "cfg": "1", "steps": "25",
        "sampler": "euler", "scheduler": "beta", "size": "768x512", "prompt": "a quiet forest",
        "negative_prompt": "people",
      ])
    let other = tree.values(of: "\(folder)/prompt_name=forest&seed=420&cfg=7&_00001_.png")
    #expect(other["scheduler"] == "normal" && other["prompt"] == "a lighthouse in snow" && other["seed"] == "420")
  }

  @Test func swarmUI() throws {
    let json = """
      {"sui_image_params":{"prompt":"a tram","negativeprompt":"","model":"flux/flux1-dev","seed":2083100758,"steps":20,\
      "cfgscale":1.0,"fluxguidancescale":3.5,"width":832,"height":1216,"sampler":"euler","scheduler":"simple"}}
      """
    let expected = [
      "prompt": "a tram", "model": "flux1-dev", "seed": "2083100758", "steps": "20", "cfg": "1.0", "guidance": "3.5",
      "size": "832x1216", "sampler": "euler", "scheduler": "simple",
    ]
    let tree = try Tree([
      ("Output/local/raw/2025-03-01/1504-a tram-flux1.png", ImageBytes.png([("parameters", json)])),
      (
        "Output/local/raw/2025-03-01/1505-a tram-flux1.jpg",
        ImageBytes.jpeg(exif: ImageBytes.userComment(json, bigEndian: false))
      ),
      ("Output/local/raw/2025-03-01/1506-a tram-flux1.webp", ImageBytes.webp),
      ("Output/local/raw/2025-03-01/1506-a tram-flux1.swarm.json", Array(json.utf8)),
    ])
    for name in ["1504-a tram-flux1.png", "1505-a tram-flux1.jpg", "1506-a tram-flux1.webp"] {
      #expect(tree.values(of: "Output/local/raw/2025-03-01/\(name)") == expected, "\(name)")
    }
  }

  @Test func fooocus() throws {
    let json = """
      {"base_model":"juggernaut_v8","guidance_scale":4.0,"metadata_scheme":"fooocus","negative_prompt":"",\
      "prompt":"a fox","resolution":"(768, 1280)","sampler":"dpmpp_2m_sde_gpu","scheduler":"karras",\
      "seed":"6952411511246973023","steps":30,"version":"Fooocus v2.4.3"}
      """
    let texts = [("parameters", json), ("fooocus_scheme", "fooocus")]
    let tree = try Tree([("outputs/2024-05-01/2024-05-01_10-11-12_1234.png", ImageBytes.png(texts))])
    let values = tree.values(of: "outputs/2024-05-01/2024-05-01_10-11-12_1234.png")
    #expect(values["seed"] == "6952411511246973023" && values["size"] == "768x1280" && values["cfg"] == "4.0")
    #expect(values["model"] == "juggernaut_v8" && values["time"] == "2024-05-01_10-11-12")
  }

  /// By default the images do not carry their text; the day's log does.
  @Test func fooocusWithItsLog() throws {
    func entry(_ name: String, _ json: String) -> String {
      let settings = json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return """
        <div id="\(name.replacing(".", with: "_"))" class="image-container"><hr><table><tr>
        <td><a href="\(name)"><img src='\(name)' loading='lazy'/></a><div>\(name)</div></td><td><table class='metadata'>
        <tr><td class='label'>Prompt</td><td class='value'>a <div id="x"> fox</td></tr></table>
        </br><button onclick="to_clipboard('\(settings)')">Copy to Clipboard</button></td></tr></table></div>\n\n
        """
    }
    func settings(_ seed: Int) -> String {
      """
      {"prompt":"a fox's den","negative_prompt":"","steps":30,"resolution":"(1152, 896)","guidance_scale":4.0,
      "base_model":"jug.safetensors","sampler":"dpmpp_2m_sde_gpu","scheduler":"karras","seed":"\(seed)",
      "lora_combined_1":"run-000004 : 0.5","version":"Fooocus v2.5.0"}
      """
    }
    let first = "2024-05-01_10-11-12_1234.png"
    let second = "2024-05-01_10-11-13_1234.jpeg"
    let log =
      "<!DOCTYPE html><html><script>function to_clipboard(txt) {}</script><!--fooocus-log-split-->"
      + entry(second, settings(6)) + entry(first, settings(5)) + "<!--fooocus-log-split--></body></html>"
    let tree = try Tree([
      ("outputs/2024-05-01/\(first)", ImageBytes.png), ("outputs/2024-05-01/\(second)", ImageBytes.jpeg),
      ("outputs/2024-05-01/2024-05-01_10-11-14_1234.png", ImageBytes.png),
      ("outputs/2024-05-01/log.html", Array(log.utf8)),
    ])
    #expect(
      tree.values(of: "outputs/2024-05-01/\(first)") == [
        "time": "2024-05-01_10-11-12", "prompt": "a fox's den", "steps": "30", "size": "1152x896", "cfg": "4.0",
        "model": "jug", "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "5", "lora": "run-000004",
        "lora_strength": "0.5", "checkpoint": "run-000004", "epoch": "4",
      ])
    #expect(tree.values(of: "outputs/2024-05-01/\(second)")["seed"] == "6")
    #expect(tree.values(of: "outputs/2024-05-01/2024-05-01_10-11-14_1234.png").count == 1)
  }

  @Test func invokeAI() throws {
    let json = """
      {"positive_prompt":"a glass teapot","negative_prompt":"","width":1024,"height":1024,"seed":1860920704,\
      "cfg_scale":6.0,"steps":24,"scheduler":"euler_a","model":{"name":"base_xl","base":"sdxl","type":"main"},\
      "loras":[{"model":{"name":"myrun-000006"},"weight":0.75}],"app_version":"5.0.0"}
      """
    let name = "outputs/images/0a/0a1b2c3d-0000-4000-8000-123456789abc.png"
    let tree = try Tree([(name, ImageBytes.png([("invokeai_metadata", json)]))])
    #expect(tree.runs == ["outputs/images"])
    let values = tree.values(of: name)
    #expect(values["seed"] == "1860920704" && values["checkpoint"] == "myrun-000006" && values["epoch"] == "6")
  }
}
