import JSON
import Testing

/// Folders as trainers write them, without renaming and without config.
@Suite struct TrainerTreeTests {
  @Test func kohyaWithItsPromptFile() throws {
    let prompts = """
      # a comment
      a photo of sks dog --n blurry, lowres --w 1024 --h 768 --d 42 --l 7.5 --s 28

      portrait of sks --d 7 --g 3.5 --w 1000 --h 1000
      """
    let tree = try Tree([
      ("run/sample/sks_v2_e000002_00_20240512093015_42.png", ImageBytes.png),
      ("run/sample/sks_v2_e000010_00_20240512103015_42.png", ImageBytes.png),
      ("run/sample/sks_v2_e000010_01_20240512103016_7.png", ImageBytes.png),
      ("run/sample/sks_v2_000500_01_20240512093115_8.png", ImageBytes.png),
      ("run/sample_prompts.txt", Array(prompts.utf8)),
    ])
    #expect(tree.runs == ["run"])
    #expect(
      tree.values(of: "run/sample/sks_v2_e000010_00_20240512103015_42.png") == [
        "name": "sks_v2", "epoch": "10", "prompt_index": "0", "time": "20240512103015", "seed": "42",
        "prompt": "a photo of sks dog", "negative_prompt": "blurry, lowres", "cfg": "7.5", "steps": "28",
        "size": "1024x768",
      ])
    // 1000 is no multiple of 32: the trainer may have rounded it.
    #expect(
      tree.values(of: "run/sample/sks_v2_e000010_01_20240512103016_7.png") == [
        "name": "sks_v2", "epoch": "10", "prompt_index": "1", "time": "20240512103016", "seed": "7",
        "prompt": "portrait of sks", "guidance": "3.5",
      ])
    // Its seed is not the list's: the list was edited since.
    #expect(
      tree.values(of: "run/sample/sks_v2_000500_01_20240512093115_8.png") == [
        "name": "sks_v2", "step": "500", "prompt_index": "1", "time": "20240512093115", "seed": "8",
      ])
    #expect(tree.dimensions(of: "run")["epoch"] == ["2", "10"])
    #expect(tree.sources(of: "run/sample/sks_v2_e000002_00_20240512093015_42.png")["prompt"] == "metadata")
  }

  @Test func kohyaSampledAgainAfterAResume() throws {
    let tree = try Tree([
      ("run/sample/a_000500_00_20240512093015_42.png", ImageBytes.png),
      ("run/sample/a_000500_00_20240513080000_42.png", ImageBytes.png),
      ("run/sample/a_001000_00_20240513090000_42.png", ImageBytes.png),
    ])
    let grid = tree.get("/api/training-runs/run/grid?x=step&y=prompt_index")
    let images = grid["images"]?.array ?? []
    #expect(images.map { $0["count"]?.scalarText } == ["2", "1"])
    #expect(images.first?["path"]?.string == "run/sample/a_000500_00_20240513080000_42.png")
  }

  @Test func musubiStills() throws {
    let tree = try Tree([
      ("out/sample/wan_e000004_02_20250301120000_7_000.png", ImageBytes.png),
      ("out/sample/wan_000200_00_20250301120000_000.png", ImageBytes.png),
    ])
    #expect(tree.runs == ["out"])
    #expect(
      tree.values(of: "out/sample/wan_000200_00_20250301120000_000.png") == [
        "name": "wan", "step": "200", "prompt_index": "0", "time": "20250301120000", "frame": "0",
      ])
    #expect(tree.values(of: "out/sample/wan_e000004_02_20250301120000_7_000.png")["seed"] == "7")
  }

  @Test func aiToolkitWithItsJob() throws {
    let job = """
      {"job":"extension","config":{"name":"my_lora","process":[{"type":"ui_trainer","trigger_word":"sks",
      "sample":{"sampler":"flowmatch","width":1024,"height":1024,"neg":"blurry","seed":42,"walk_seed":true,
      "guidance_scale":4,"sample_steps":20,"samples":[{"prompt":"[trigger] with red hair"},
      {"prompt":"a cup","width":512,"seed":7},{"prompt":"a box --w 256"}]}}]}}
      """
    let tree = try Tree([
      ("output/my_lora/samples/1763563000703__000000250_0.jpg", ImageBytes.jpeg),
      ("output/my_lora/samples/1763563000704__000000250_1.jpg", ImageBytes.jpeg),
      ("output/my_lora/samples/1763563000705__000000250_2.jpg", ImageBytes.jpeg),
      ("output/my_lora/samples/1763563000706__000004000_12.jpg", ImageBytes.jpeg),
      ("output/my_lora/samples/.thumbs/1763563000703__000000250_0.jpg.jpg", ImageBytes.jpeg),
      ("output/my_lora/.job_config.json", Array(job.utf8)),
      ("output/my_lora/config.yaml", Array("config: {}".utf8)),
    ])
    #expect(tree.runs == ["output/my_lora"])
    #expect(
      tree.values(of: "output/my_lora/samples/1763563000703__000000250_0.jpg") == [
        "time": "1763563000703", "step": "250", "prompt_index": "0", "prompt": "sks with red hair",
        "negative_prompt": "blurry", "seed": "42", "cfg": "4", "steps": "20", "size": "1024x1024",
      ])
    let second = tree.values(of: "output/my_lora/samples/1763563000704__000000250_1.jpg")
    #expect(second["seed"] == "7" && second["size"] == "512x1024")
    // Options inside the prompt are not read, so nothing is said of it.
    #expect(tree.values(of: "output/my_lora/samples/1763563000705__000000250_2.jpg").count == 3)
    #expect(tree.dimensions(of: "output/my_lora")["prompt_index"] == ["0", "1", "2", "12"])
  }

  @Test func aiToolkitWithTheConfigThatTheTrainingWrote() throws {
    let yaml = """
      config:
        name: my_lora
        process:
        - datasets:
          - folder_path: /data
            resolution: [512, 768]
          sample:
            guidance_scale: 3.5
            height: 1024
            neg: ''
            prompts:
            - woman with red hair, playing chess at the park, bomb going off in the
              background
            - 'a sign that reads: ''hello'''
            sample_steps: 20
            seed: 42
            walk_seed: false
            width: 1024
          type: sd_trainer
      job: extension
      """
    let tree = try Tree([
      ("my_lora/samples/1763563000703__000000250_0.jpg", ImageBytes.jpeg),
      ("my_lora/samples/1763563000704__000000250_1.jpg", ImageBytes.jpeg),
      ("my_lora/config.yaml", Array(yaml.utf8)),
    ])
    #expect(
      tree.values(of: "my_lora/samples/1763563000703__000000250_0.jpg")["prompt"]
        == "woman with red hair, playing chess at the park, bomb going off in the background")
    let second = tree.values(of: "my_lora/samples/1763563000704__000000250_1.jpg")
    #expect(second["prompt"] == "a sign that reads: 'hello'")
    #expect(second["seed"] == "42" && second["cfg"] == "3.5" && second["steps"] == "20")
  }

  @Test func oneTrainer() throws {
    let tree = try Tree([
      (
        "workspace/run/samples/0 - a photo of sks dog/2024-05-12_09-30-15-training-sample-500-2-100.jpg",
        ImageBytes.jpeg
      ),
      (
        "workspace/run/samples/1 - portrait - no-ema/2024-05-12_09-31-02-training-sample-500-2-100.jpg", ImageBytes.jpeg
      ),
      ("workspace/run/samples/2 - /2024-05-12_09-31-09-training-sample-0-0-0.png", ImageBytes.png),
      ("workspace/run/samples/custom/2024-05-12_10-00-00-training-sample-612-2-212.png", ImageBytes.png),
    ])
    #expect(tree.runs == ["workspace/run"])
    #expect(
      tree.values(of: "workspace/run/samples/1 - portrait - no-ema/2024-05-12_09-31-02-training-sample-500-2-100.jpg")
        == [
          "prompt_index": "1", "prompt": "portrait", "ema": "no", "step": "500", "epoch": "2", "epoch_step": "100",
          "time": "2024-05-12_09-31-02",
        ])
    #expect(tree.dimensions(of: "workspace/run")["step"] == ["0", "500", "612"])
  }

  @Test func simpleTuner() throws {
    let tree = try Tree([
      ("output/validation_images/step_0_validation_0_1024x1024.png", ImageBytes.png),
      ("output/validation_images/step_500_user_library_cat_0_1024x1024.png", ImageBytes.png),
      ("output/validation_images/step_1000__0_512x768.jpg", ImageBytes.jpeg),
    ])
    #expect(tree.runs == ["output"])
    #expect(
      tree.values(of: "output/validation_images/step_500_user_library_cat_0_1024x1024.png") == [
        "step": "500", "prompt": "user_library_cat", "image_index": "0", "size": "1024x1024",
      ])
  }

  @Test func invokeTraining() throws {
    let tree = try Tree([
      ("out/1700000000/validation/epoch_00000001-step_00000100/prompt_0000/0000.jpg", ImageBytes.jpeg),
      ("out/1700000000/validation/epoch_00000001-step_00000100/prompt_0001/0000.jpg", ImageBytes.jpeg),
      ("out/1700000000/validation/epoch_00000002-step_00000200/prompt_0000/0000.jpg", ImageBytes.jpeg),
    ])
    #expect(tree.runs == ["out/1700000000"])
    #expect(
      tree.values(of: "out/1700000000/validation/epoch_00000002-step_00000200/prompt_0000/0000.jpg") == [
        "epoch": "2", "step": "200", "prompt_index": "0", "image_index": "0",
      ])
  }

  @Test func twoTrainersUnderOneRootStayTwoRuns() throws {
    let tree = try Tree([
      ("kohya/sample/a_000500_00_20240512093015_42.png", ImageBytes.png),
      ("toolkit/samples/1763563000703__000000500_0.jpg", ImageBytes.jpeg),
      ("stray.png", ImageBytes.png),
    ])
    #expect(tree.runs == ["(root)", "kohya", "toolkit"])
    #expect(tree.dimensions(of: "toolkit")["name"] == nil)
  }

  /// A file of another tool in a folder stays an image of it, without values that would be guesses.
  @Test func aStrayNameIsNotReadByTheFoldersLayout() throws {
    let tree = try Tree([
      ("run/sample/a_000500_00_20240512093015_42.png", ImageBytes.png),
      ("run/sample/a_001000_00_20240512103015_42.png", ImageBytes.png),
      ("run/sample/holiday.png", ImageBytes.png),
    ])
    #expect(tree.values(of: "run/sample/holiday.png") == [:])
    #expect(tree.get("/api/training-runs/run/grid?x=step")["unplaced"]?.scalarText == "1")
  }
}
