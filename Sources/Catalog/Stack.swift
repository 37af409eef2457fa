/// The images of one position, reduced to the one on top as they pass by in the order of a walk.
///
/// Files that differ only in the batch counter are a group, of which the highest counter stands for all; they pass one
/// after the other, so one open group is all there is to remember. Between groups the later wins, a group being as
/// late as its latest member, and of two as late the one whose path comes later. The outcome is a property of the
/// images and not of the history that brought them.
struct Stack {
  private var bestTime = Int64.min
  private var openTime = Int64.min
  private var best: UInt32 = 0
  private var openTop: UInt32 = 0
  private var openGroup: UInt32 = 0
  private(set) var count: Int32 = 0

  /// The number of the image on top, once all have passed.
  var top: UInt32 { openTime >= bestTime ? openTop : best }

  @inline(__always)
  mutating func push(_ number: UInt32, group: UInt32, time: Int64) {
    if count > 0, group == openGroup {
      openTime = max(openTime, time)
    } else {
      if count > 0, openTime >= bestTime {
        best = openTop
        bestTime = openTime
      }
      openGroup = group
      openTime = time
    }
    openTop = number
    count &+= 1
  }
}
