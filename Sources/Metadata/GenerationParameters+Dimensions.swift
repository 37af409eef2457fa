package import Samples

extension GenerationParameters {
  /// The values of the dimensions that this text knows, under their canonical names.
  package func dimensions() -> [DimensionValue] {
    var values: [DimensionValue] = []
    forEachDimension { values.append(DimensionValue($0.description, String(decoding: $1, as: UTF8.self), .metadata)) }
    return values
  }

  /// The same without a list of them, for a scan.
  package func forEachDimension(_ body: (_ name: StaticString, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
    func tell(_ name: StaticString, _ value: String?) {
      guard var value, !value.isEmpty, sheetAxes.isEmpty || !sheetAxes.contains(name.description) else { return }
      value.withUTF8 { body(name, $0) }
    }
    tell("seed", seed)
    tell("steps", steps)
    tell("cfg", cfg)
    tell("guidance", guidance)
    tell("sampler", sampler)
    tell("scheduler", scheduler)
    tell("size", size)
    tell("model", model)
    let numbered = loras.map { NumberedCheckpoint.name($0.name) }
    let lora = comparedLora(numbered)
    tell("lora", lora?.name)
    tell("lora_strength", lora?.strength)
    tell("prompt", prompt)
    tell("negative_prompt", negativePrompt)
    if let checkpoint = checkpoint(numbered.compactMap { $0 }) {
      tell("checkpoint", checkpoint.name)
      tell("step", checkpoint.step)
      tell("epoch", checkpoint.epoch)
    }
  }

  /// What `lora` stands for. One LoRA is itself. Of several, the one that is a training checkpoint is what is being
  /// compared, the others are style; without exactly one such, all of them together, so that two different sets are
  /// two values.
  private func comparedLora(_ numbered: [CheckpointName?]) -> LoRA? {
    guard loras.count > 1 else { return loras.first }
    let first = numbered.firstIndex { $0 != nil }
    if let first, !numbered[(first + 1)...].contains(where: { $0 != nil }) { return loras[first] }
    let strengths = loras.compactMap(\.strength)
    return LoRA(
      loras.map(\.name).joined(separator: ", "),
      strength: strengths.count == loras.count ? strengths.joined(separator: ", ") : nil)
  }

  /// The checkpoint the image is a sample of: a LoRA that carries a number, else such a model. Two numbered LoRAs
  /// leave it open.
  private func checkpoint(_ numbered: [CheckpointName]) -> CheckpointName? {
    if let first = numbered.first { return numbered.count == 1 ? first : nil }
    return model.flatMap(NumberedCheckpoint.name)
  }
}
