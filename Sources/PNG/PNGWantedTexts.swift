/// Which texts of a file are read.
package struct PNGWantedTexts: Sendable {
  /// Those after the pixels too, which costs a read for each chunk of pixels.
  package static let all = PNGWantedTexts(end: .file)

  /// Those before the pixels.
  package static let beforePixels = PNGWantedTexts(end: .pixels)

  /// A keyword whose text adds nothing once there is a text of another one.
  package typealias Redundant = (keyword: StaticString, beside: StaticString)

  static let longestKeyword = 79

  private enum End {
    case file, pixels, pixelsWhenFound
  }

  private let end: End
  private let redundant: Redundant?

  private init(end: End, without redundant: Redundant? = nil) {
    self.end = end
    self.redundant = redundant
  }

  /// The texts before the pixels; where there are none, those behind them.
  package static func first(without redundant: Redundant? = nil) -> PNGWantedTexts {
    PNGWantedTexts(end: .pixelsWhenFound, without: redundant)
  }

  /// Whether nothing is wanted of what may stand behind the pixels.
  func areComplete(_ found: [PNGText]) -> Bool {
    switch end {
    case .file: false
    case .pixels: true
    case .pixelsWhenFound: !found.isEmpty
    }
  }

  func mayLeaveOut(_ found: [PNGText]) -> Bool {
    guard let redundant else { return false }
    return found.contains { text in
      text.keyword.utf8.elementsEqual(UnsafeBufferPointer(redundant.beside))
    }
  }

  /// `start` is the beginning of a text chunk's data.
  func leavesOut(_ start: UnsafeRawBufferPointer) -> Bool {
    guard let redundant else { return false }
    let keyword = UnsafeBufferPointer(redundant.keyword)
    return start.count > keyword.count && start[keyword.count] == 0 && start.starts(with: keyword)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate init(_ text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }
}
