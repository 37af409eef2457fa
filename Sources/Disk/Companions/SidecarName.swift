import Metadata
import Samples

/// Names of files that stand beside an image under its name.
enum SidecarName {
  private static let endings = Sidecar.endings.map { Array($0.utf8) }

  static func isOne(_ name: ArraySlice<UInt8>) -> Bool {
    endings.contains { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }
  }

  /// The images that a sidecar of this name may belong to.
  static func images(of name: [UInt8]) -> [[UInt8]] {
    guard let ending = endings.first(where: { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }) else {
      return []
    }
    return ImageFileName.extensions.map { name.dropLast(ending.count) + [UInt8(ascii: ".")] + $0 }
  }

  /// The sidecars that an image of this name may have, in the order in which they are asked.
  static func all(ofImage name: ArraySlice<UInt8>) -> [(name: [UInt8], ending: String)] {
    zip(endings, Sidecar.endings).map { (ImageFileName.stem(name) + $0, $1) }
  }
}
