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

  /// Whether the name is told as it is, whatever is said of the schedule. One that only ends like a schedule may be said
  /// to be none.
  static func isPlain(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    !schedules.contains { ends(name, with: $0) } && !ends(name, with: "undefined")
  }

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, with ending: StaticString) -> Bool {
    var (place, index) = (name.count - 1, ending.utf8CodeUnitCount - 1)
    while place >= 0, index >= 0, TextBytes.lowercased(name[place]) == ending.utf8Start[index] {
      (place, index) = (place - 1, index - 1)
    }
    return index < 0
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
