import Glibc

/// What libFuzzer calls with each input it makes. `FUZZ_TARGET` names the reader that is meant.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let begin = processorSeconds()
  target(bytes)
  // libFuzzer's own limit goes by the clock on the wall, which a busy machine oversteps with every reader.
  precondition(processorSeconds() - begin < 1, "an input may cost a second of the processor")
  return 0
}

private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private let target: @Sendable ([UInt8]) -> Void = {
  guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }), let target = FuzzTargets.all[name] else {
    fatalError("FUZZ_TARGET is one of \(FuzzTargets.all.keys.sorted().joined(separator: ", "))")
  }
  return target
}()
