internal import Glibc

/// A thread for as long as there is something to do. Starting one costs 0.02 ms, a thumbnail 20; and when the work is
/// done, its buffers are given back.
enum Worker {
  /// The work is for later, answering requests is for now: on a busy machine these threads get a third of the time of
  /// the others.
  static let niceness: Int32 = 5

  static func start(_ service: ThumbnailService) {
    var handle = pthread_t()
    let context = Unmanaged.passRetained(service)
    let code = pthread_create(&handle, nil, body, context.toOpaque())
    precondition(code == 0, "no thread to be had")
    pthread_detach(handle)
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    // On Linux this is the calling thread's alone.
    setpriority(Int32(PRIO_PROCESS.rawValue), 0, niceness)
    Unmanaged<ThumbnailService>.fromOpaque(context!).takeRetainedValue().work()
    return nil
  }
}
