internal import JSON

/// What a checkpoint file says of its training: the `__metadata__` of a safetensors header, all of it text.
///
/// Sample images are named by step or by epoch; `step` and `epoch` together are the only exact bridge between them.
package struct SafetensorsMetadata: Hashable, Sendable {
  /// All pairs, in the order of the file. Values may be long: tag frequencies take megabytes.
  package let pairs: [Pair]
  package let step: String?
  package let epoch: String?

  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  /// `header` is the JSON between the length and the tensors.
  package init(header: [UInt8]) throws(MetadataError) {
    let tape: JSONTape
    do {
      tape = try JSONTape(header, options: MetadataJSON.options)
    } catch {
      throw MetadataError(
        reason: "the safetensors header is not valid JSON: \(error)",
        hint: "the file may still be written, or be damaged: copy or save it again")
    }
    guard tape.kind(of: JSONTape.root) == .object else {
      throw MetadataError(
        reason: "the safetensors header is no JSON object", hint: "the file is damaged or of another format")
    }
    pairs = tape.member("__metadata__", of: JSONTape.root).map { Self.pairs(of: $0, on: tape) } ?? []
    let progress = Progress(pairs)
    step = progress.step
    epoch = progress.epoch
  }

  private static func pairs(of object: Int, on tape: JSONTape) -> [Pair] {
    var pairs: [Pair] = []
    var members = tape.children(of: object)
    while let key = members.next(), let value = members.next() {
      // The format says all values are text; a trainer that writes numbers is understood all the same.
      if let name = tape.string(key), let text = tape.scalarText(value) { pairs.append(.init(name: name, value: text)) }
    }
    return pairs
  }

  /// The value of that name; sd-scripts writes `None` for what is not set.
  package subscript(_ name: String) -> String? {
    guard let value = pairs.first(where: { $0.name == name })?.value, value != "None", !value.isEmpty else {
      return nil
    }
    return value
  }

  /// The name the trainer gave the run.
  package var outputName: String? { self["ss_output_name"] ?? self["modelspec.title"] }

  /// The figures of the training that people compare, under plain names, as far as they are written.
  package var trainingFigures: [Pair] {
    Self.figures.compactMap { name, keys in
      keys.lazy.compactMap { self[$0] }.first.map { Pair(name: name, value: $0) }
    }
  }

  private static let figures: [(name: String, keys: [String])] = [
    ("epochs", ["ss_num_epochs"]),
    ("max_steps", ["ss_max_train_steps"]),
    ("steps_per_epoch", ["ss_num_batches_per_epoch"]),
    ("images", ["ss_num_train_images", "ss_num_train_items"]),
    ("learning_rate", ["ss_learning_rate"]),
    ("optimizer", ["ss_optimizer"]),
    ("network_module", ["ss_network_module"]),
    ("network_dim", ["ss_network_dim"]),
    ("network_alpha", ["ss_network_alpha"]),
    ("base_model", ["ss_sd_model_name"]),
    ("base_model_version", ["ss_base_model_version"]),
    ("architecture", ["modelspec.architecture"]),
    ("resolution", ["modelspec.resolution"]),
    ("seed", ["ss_seed"]),
  ]

  /// `ss_steps` and `ss_epoch` of sd-scripts and musubi-tuner; ai-toolkit's `training_info` is JSON in a string.
  private struct Progress {
    var step: String?
    var epoch: String?

    init(_ pairs: [Pair]) {
      for pair in pairs {
        switch pair.name {
        case "ss_steps": step = Figure.seed(pair.value) ?? step
        case "ss_epoch": epoch = Figure.seed(pair.value) ?? epoch
        case "training_info":
          let info = MetadataJSON.object(pair.value)
          step = step ?? Figure.seed(info?.text("step"))
          epoch = epoch ?? Figure.seed(info?.text("epoch"))
        default: break
        }
      }
    }
  }
}
