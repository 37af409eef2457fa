/// A1111 before 1.9 and its kin wrote the schedule behind the sampler's name: `DPM++ 2M Karras`; image savers for
/// ComfyUI write `euler_simple` or `Euler simple`. Only endings that are known to be schedules are split off.
enum SamplerName {
  private static let schedules: [StaticString] = [
    "karras", "exponential", "polyexponential", "sgm_uniform", "sgm uniform", "ddim_uniform", "ddim uniform", "simple",
    "normal", "beta", "beta57", "linear_quadratic", "linear quadratic", "kl_optimal", "kl optimal", "bong_tangent",
  ]

  static func split(_ name: String) -> (sampler: String, scheduler: String?) {
    let bytes = Array(name.utf8)[...]
    for schedule in schedules where bytes.count > schedule.utf8CodeUnitCount + 1 {
      let start = bytes.endIndex - schedule.utf8CodeUnitCount
      guard bytes[start...].isText(schedule),
        bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: "_")
      else { continue }
      return (bytes[..<(start - 1)].string, bytes[start...].string)
    }
    return (name, nil)
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
