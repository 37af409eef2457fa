import Metadata
import Testing

@Suite struct SafetensorsTests {
  private func read(_ metadata: String) throws -> SafetensorsMetadata {
    try SafetensorsMetadata(
      header: Array(#"{"__metadata__":\#(metadata),"a.weight":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#.utf8))
  }

  private static let kohya =
    #"{"ss_output_name":"sks_v2","ss_epoch":"8","ss_steps":"1200","ss_num_epochs":"10","ss_max_train_steps":"1500","ss_num_batches_per_epoch":"150","ss_learning_rate":"0.0001","ss_network_module":"networks.lora","ss_network_dim":"16","ss_network_alpha":"8.0","ss_sd_model_name":"sd_xl_base_1.0.safetensors","ss_base_model_version":"sdxl_base_v1-0","ss_seed":"42","ss_vae_name":"None","ss_session_id":"1234567890","ss_training_started_at":"1715500000.123","ss_tag_frequency":"{\"10_sks\": {\"sks person\": 20}}","sshs_model_hash":"aa","modelspec.sai_model_spec":"1.0.1","modelspec.architecture":"stable-diffusion-xl-v1-base/lora","modelspec.title":"sks_v2","modelspec.resolution":"1024x1024"}"#
  private static let aiToolkit =
    #"{"format":"pt","ss_output_name":"my_lora","ss_base_model_version":"flux.1","training_info":"{\"step\": 4000, \"epoch\": 26}","software":"{\"name\": \"ai-toolkit\", \"repo\": \"https://github.com/ostris/ai-toolkit\", \"version\": \"0.7.0\"}","sshs_model_hash":"aa","sshs_legacy_hash":"bb"}"#
  private static let oneTrainer =
    #"{"ot_branch":"master","ot_revision":"abc123","modelspec.sai_model_spec":"1.0.0","modelspec.architecture":"stable-diffusion-xl-v1-base/lora","modelspec.implementation":"https://github.com/Stability-AI/generative-models","modelspec.title":"my lora","modelspec.date":"2025-05-01","modelspec.resolution":"1024x1024","modelspec.hash_sha256":"0xaa","ss_base_model_version":"sdxl_"}"#

  @Test(
    arguments: [
      (kohya, "1200", "8", "sks_v2"), (aiToolkit, "4000", "26", "my_lora"), (oneTrainer, nil, nil, "my lora"),
      (#"{"format":"pt"}"#, nil, nil, nil),
      (#"{"ss_steps":"None","ss_epoch":"","training_info":"cut"}"#, nil, nil, nil),
    ] as [(String, String?, String?, String?)])
  func progress(metadata: String, step: String?, epoch: String?, name: String?) throws {
    let read = try read(metadata)
    #expect(read.step == step)
    #expect(read.epoch == epoch)
    #expect(read.outputName == name)
  }

  @Test func figuresOfTheTraining() throws {
    let figures = try read(Self.kohya).trainingFigures
    #expect(figures.first { $0.name == "steps_per_epoch" }?.value == "150")
    #expect(figures.first { $0.name == "network_alpha" }?.value == "8.0")
    #expect(try read(Self.kohya)["ss_vae_name"] == nil)
    #expect(try read(Self.kohya).pairs.count == 22)
  }

  @Test func headersWithoutMetadataAreFineAndBrokenOnesAreTold() throws {
    #expect(try SafetensorsMetadata(header: Array("{}  ".utf8)).pairs.isEmpty)
    #expect(throws: MetadataError.self) { try SafetensorsMetadata(header: Array("{\"__meta".utf8)) }
    #expect(throws: MetadataError.self) { try SafetensorsMetadata(header: Array("[]".utf8)) }
  }
}
