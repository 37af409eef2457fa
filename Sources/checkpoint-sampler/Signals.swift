import Glibc

/// SIGTERM and SIGINT as something to wait for, instead of a handler in which nothing may be done.
struct Signals {
  private var set = sigset_t()

  /// To be called before any thread starts: threads inherit the blocked signals.
  init() {
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    // A client that went away is an error of its socket, not of the process.
    signal(SIGPIPE, SIG_IGN)
    // As process 1 of a container the program is given orphans, which it never made: the kernel buries them so.
    signal(SIGCHLD, SIG_IGN)
  }

  mutating func wait() -> Int32 {
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number
  }
}
