/// What the place and name of a file of weights say: `X-step00004500.safetensors`, OneTrainer's
/// `save/X2024-05-12_09-45-00-save-500-2-100.safetensors`, and the folders `checkpoint-500` (diffusers, SimpleTuner),
/// `epoch10` and `step500` (diffusion-pipe), in which the file's own name is always the same.
package struct CheckpointLabel: Hashable, Sendable {
  package let name: String
  /// What names the training run.
  package let base: String
  package let step: String?
  package let epoch: String?

  package var isFinal: Bool { step == nil && epoch == nil }

  private static let commonNames: Set<String> = [
    "pytorch_lora_weights", "adapter_model", "model", "diffusion_pytorch_model",
  ]

  /// `path` is that of the file; nil when it is no file of weights.
  package init?(path: RelativePath) {
    var parts = path.components.map { DisplayName.text(of: $0) }
    guard let file = parts.popLast(), let name = CheckpointName(folderName: file) else { return nil }
    if Self.commonNames.contains(name.name), let folder = parts.popLast() {
      self.init(folder: folder, of: parts.last ?? "")
    } else if let save = OneTrainerSave(name.name) {
      let folder = parts.last == "save" ? parts.dropLast().last : parts.last
      self.init(
        name: name.name, base: save.prefix.isEmpty ? folder ?? "" : save.prefix, step: save.step, epoch: save.epoch)
    } else {
      self.init(name: name.name, base: name.base, step: name.step, epoch: name.epoch)
    }
  }

  private init(name: String, base: String, step: String?, epoch: String?) {
    self.name = name
    self.base = base
    self.step = step
    self.epoch = epoch
  }

  private init(folder: String, of run: String) {
    // SimpleTuner replaces its `checkpoint-500-rolling` by the next.
    let numbered = folder.hasSuffix("-rolling") ? folder.utf8.dropLast(8) : folder.utf8[...]
    func number(after marker: String) -> String? {
      let digits = Array(numbered.dropFirst(marker.utf8.count))
      guard folder.hasPrefix(marker), digits[...].areDigits else { return nil }
      return CheckpointName.withoutLeadingZeros(digits)
    }
    let step = number(after: "checkpoint-") ?? number(after: "step") ?? number(after: "global_step")
    let epoch = number(after: "epoch")
    let isNumbered = step != nil || epoch != nil
    self.init(name: folder, base: isNumbered ? run : folder, step: step, epoch: epoch)
  }
}

/// `[prefix]2024-05-12_09-45-00-save-{step}-{epoch}-{step of the epoch}`.
private struct OneTrainerSave {
  let prefix: String
  let step: String
  let epoch: String

  init?(_ name: String) {
    var scanner = NameScanner(Array(name.utf8)[...])
    guard scanner.lastDigits() != nil, scanner.takeLast("-"), let epoch = scanner.lastDigits(), scanner.takeLast("-"),
      let step = scanner.lastDigits(), scanner.takeLast("-save-"), scanner.rest.count >= 19,
      NameTime.nanoseconds(ofDigits: scanner.rest.suffix(19)) != nil
    else { return nil }
    var prefix = scanner.rest.dropLast(19)
    while let last = prefix.last, "_- ".utf8.contains(last) { prefix = prefix.dropLast() }
    self.prefix = prefix.text
    self.step = CheckpointName.withoutLeadingZeros(step)
    self.epoch = CheckpointName.withoutLeadingZeros(epoch)
  }
}
