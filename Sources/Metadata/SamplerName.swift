internal import Glibc

/// A1111 before 1.9 and its kin wrote the schedule behind the sampler's name: `DPM++ 2M Karras`; image savers for
/// ComfyUI write `euler_simple`. Only endings that are known to be schedules are split off.
enum SamplerName {
  private static let endings: [StaticString] = [
    " Karras", " Exponential",
    "_polyexponential", "_exponential", "_karras", "_sgm_uniform", "_ddim_uniform", "_simple", "_normal", "_beta57",
    "_beta", "_linear_quadratic", "_kl_optimal", "_bong_tangent",
  ]

  static func split(_ name: String) -> (sampler: String, scheduler: String?) {
    let bytes = Array(name.utf8)[...]
    for ending in endings where bytes.hasSuffix(ending) && bytes.count > ending.utf8CodeUnitCount {
      let end = bytes.endIndex - ending.utf8CodeUnitCount
      return (bytes[..<end].string, bytes[(end + 1)...].string)
    }
    return (name, nil)
  }

  /// Whether the name is told as it is, whatever is said of the schedule.
  static func isPlain(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    !endings.contains { ends(name, with: $0) } && !ends(name, with: unknown)
  }

  fileprivate static let unknown: StaticString = "Undefined"

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, with ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard name.count >= count, let start = name.baseAddress else { return false }
    return memcmp(start + name.count - count, ending.utf8Start, count) == 0
  }
}

extension GenerationParameters {
  /// A sampler that may carry its schedule, and the schedule when the tool wrote it on its own as well.
  mutating func setSampler(_ name: String?, scheduler written: String?) {
    scheduler = written
    guard let name, !name.isEmpty, name != SamplerName.unknown.description else { return }
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
