import Samples
import Testing

/// Every name of weights in the trainers' own sources.
@Suite struct CheckpointLabelTests {
  @Test(
    arguments: [
      ("out/sks_v2-000008.safetensors", "sks_v2-000008", "sks_v2", nil, "8"),
      ("out/sks_v2-step00004500.safetensors", "sks_v2-step00004500", "sks_v2", "4500", nil),
      ("out/sks_v2.safetensors", "sks_v2", "sks_v2", nil, nil),
      ("out/last.safetensors", "last", "last", nil, nil),
      ("out/epoch-000010.safetensors", "epoch-000010", "epoch", nil, "10"),
      ("out/at-step00000500.ckpt", "at-step00000500", "at", "500", nil),
      ("out/my_lora_000000250.safetensors", "my_lora_000000250", "my_lora", "250", nil),
      ("out/my_lora_LoRA_000004000.safetensors", "my_lora_LoRA_000004000", "my_lora_LoRA", "4000", nil),
      ("outputs/l/l-000004.safetensors", "l-000004", "l", nil, "4"),
      (
        "ws/run/save/p2024-05-12_09-45-00-save-500-2-100.safetensors", "p2024-05-12_09-45-00-save-500-2-100", "p",
        "500", "2"
      ),
      ("out/checkpoint-500/pytorch_lora_weights.safetensors", "checkpoint-500", "out", "500", nil),
      ("out/checkpoint-500-rolling/pytorch_lora_weights.safetensors", "checkpoint-500-rolling", "out", "500", nil),
      ("out/20250301_12-00-00/epoch10/adapter_model.safetensors", "epoch10", "20250301_12-00-00", nil, "10"),
      ("out/20250301_12-00-00/step500/model.safetensors", "step500", "20250301_12-00-00", "500", nil),
      ("out/pytorch_lora_weights.safetensors", "out", "out", nil, nil),
    ] as [(String, String, String, String?, String?)])
  func say(_ path: String, _ name: String, _ base: String, _ step: String?, _ epoch: String?) throws {
    let label = try #require(CheckpointLabel(path: RelativePath(path)))
    #expect(label.name == name && label.base == base && label.step == step && label.epoch == epoch)
  }

  @Test(arguments: ["out/sks_v2-000010-state/optimizer.bin", "out/readme.txt", "out/safetensors"])
  func whatIsNoFileOfWeights(_ path: String) { #expect(CheckpointLabel(path: RelativePath(path)) == nil) }
}
