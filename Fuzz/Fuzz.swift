import Glibc

/// What libFuzzer calls with each input it makes. `FUZZ_TARGET` names the reader that is meant.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  target(bytes)
  return 0
}

private let target: @Sendable ([UInt8]) -> Void = {
  guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }), let target = FuzzTargets.all[name] else {
    fatalError("FUZZ_TARGET is one of \(FuzzTargets.all.keys.sorted().joined(separator: ", "))")
  }
  return target
}()
