/// A1111 before 1.9 and its kin wrote the schedule behind the sampler's name: `DPM++ 2M Karras`; image savers for
/// ComfyUI write `euler_simple`. Only endings that are known to be schedules are split off.
enum SamplerName {
  private static let words = ["Karras", "Exponential"]
  private static let comfy = [
    "karras", "exponential", "polyexponential", "sgm_uniform", "simple", "ddim_uniform", "normal", "beta", "beta57",
    "linear_quadratic", "kl_optimal", "bong_tangent",
  ]

  static func split(_ name: String) -> (sampler: String, scheduler: String?) {
    for word in words { if let sampler = head(of: name, before: " " + word) { return (sampler, word) } }
    // `euler_ddim_uniform` ends in one schedule only; the longest ending is the one that was meant.
    let endings = comfy.filter { name.hasSuffix("_" + $0) }
    guard let ending = endings.max(by: { $0.utf8.count < $1.utf8.count }),
      let sampler = head(of: name, before: "_" + ending)
    else { return (name, nil) }
    return (sampler, ending)
  }

  private static func head(of name: String, before ending: String) -> String? {
    guard name.hasSuffix(ending), name.utf8.count > ending.utf8.count else { return nil }
    return String(name.dropLast(ending.count))
  }
}

extension GenerationParameters {
  /// A sampler that may carry its schedule, and the schedule when the tool wrote it on its own as well.
  mutating func setSampler(_ name: String?, scheduler written: String?) {
    scheduler = written
    guard let name, !name.isEmpty, name != "Undefined" else { return }
    let split = SamplerName.split(name)
    guard let written else {
      sampler = split.sampler
      scheduler = split.scheduler
      return
    }
    // Fooocus writes both `DPM++ 2M SDE Karras` and `karras`.
    sampler = split.scheduler?.lowercased() == written.lowercased() ? split.sampler : name
  }
}
