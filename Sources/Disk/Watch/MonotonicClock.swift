import Glibc

/// Time that no clock adjustment moves. All waiting goes by it.
enum MonotonicClock {
  static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}

/// A moment of the monotonic clock.
struct Moment: Hashable, Comparable, Sendable {
  var nanoseconds: Int64

  static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
  static func - (left: Moment, right: Moment) -> Span { Span(nanoseconds: left.nanoseconds - right.nanoseconds) }
  static func + (moment: Moment, span: Span) -> Moment { Moment(nanoseconds: moment.nanoseconds + span.nanoseconds) }
}

/// A length of time.
struct Span: Hashable, Comparable, Sendable {
  var nanoseconds: Int64

  static func milliseconds(_ count: Int) -> Span { Span(nanoseconds: Int64(count) * 1_000_000) }
  static func seconds(_ count: Int) -> Span { .milliseconds(count * 1000) }
  static func < (left: Span, right: Span) -> Bool { left.nanoseconds < right.nanoseconds }
  static func * (span: Span, factor: Int64) -> Span { Span(nanoseconds: span.nanoseconds * factor) }
}
